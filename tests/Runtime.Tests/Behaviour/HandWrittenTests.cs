using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Behaviour;

/// <summary>
/// What TorchSharp does with hand-written modules, where no test of a generated one shows it beside: the rows of
/// <c>docs/torchsharp-behaviour.md</c> each have a test.
/// </summary>
public class HandWrittenTests
{
    private sealed class Late : PassThrough
    {
        public Tensor mask;
        public Parameter? scale;

        public Late()
        {
            RegisterComponents();
            mask = ones(1);
        }
    }

    private sealed class Twice : PassThrough
    {
        public readonly Linear first = Linear(1, 1, hasBias: false);
        public readonly Linear second;

        public Twice()
        {
            second = first;
            RegisterComponents();
        }
    }

    private sealed class Abstract<TLayer> : PassThrough
        where TLayer : Module<Tensor, Tensor>
    {
        private readonly TLayer layer;
        private readonly IModule<Tensor, Tensor> function;

        public Abstract(TLayer layer, IModule<Tensor, Tensor> function)
        {
            this.layer = layer;
            this.function = function;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => function.call(layer.call(x));
    }

    private sealed class Masked : PassThrough
    {
        public Tensor mask = ones(1);

        public Masked() => RegisterComponents();
    }

    private sealed class Cached : PassThrough
    {
        public Cached() => register_buffer("cache", ones(1), persistent: false);

        public void RegisterAgain() => ConditionallyRegisterBuffer("cache", ones(1));
    }

    private sealed class Named : PassThrough
    {
        [field: ComponentName(Name = "mask")]
        public Tensor Table { get; set; } = ones(1);

        public Named() => RegisterComponents();
    }

    [Fact]
    public void A_field_assigned_after_registration_is_not_seen_T08_T21()
    {
        using var module = new Late { scale = Parameter(ones(1)) };
        module.to(ScalarType.Float64);

        Assert.Empty(module.state_dict());
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (module.mask.dtype, module.scale.dtype));
    }

    [Fact]
    public void A_child_in_two_fields_has_all_keys_T26()
    {
        using var module = new Twice();
        module.to(ScalarType.Float64);

        Assert.Equal(["first.weight", "second.weight"], module.state_dict().Keys);
        Assert.Single(module.parameters());
        Assert.Same(module.first, module.second);
        Assert.Equal(ScalarType.Float64, module.first.weight.dtype);
    }

    [Fact]
    public void What_a_field_holds_counts_T45_T46()
    {
        using var module = new Abstract<Linear>(Linear(1, 1, hasBias: false), Linear(1, 1, hasBias: false));

        Assert.Equal(["layer.weight", "function.weight"], module.state_dict().Keys);
    }

    [Fact]
    public void A_move_within_a_scope_survives_it_T52()
    {
        using var module = new Masked();
        using (NewDisposeScope())
        {
            module.to(ScalarType.Float64);
        }

        Assert.Equal(ScalarType.Float64, module.mask.dtype);
    }

    [Fact]
    public void Registering_again_makes_a_buffer_persistent_T60()
    {
        using var module = new Cached();
        Assert.Empty(module.state_dict());

        module.RegisterAgain();
        Assert.Equal(["cache"], module.state_dict().Keys);
    }

    [Fact]
    public void ComponentName_gives_the_key_of_an_auto_property_T107()
    {
        using var module = new Named();

        Assert.Equal(["mask"], module.state_dict().Keys);
    }
}
