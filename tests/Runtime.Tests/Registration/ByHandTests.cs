using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>What is registered by hand in a generated module stands behind the declared state and moves with it.</summary>
public partial class ByHandTests
{
    [Module]
    internal partial class Mixed : Module
    {
        [Buffer] public Tensor declared = ones(1);

        public Mixed()
            : base(nameof(Mixed))
        {
            register_buffer("saved", ones(1));
            register_buffer("cache", ones(1), persistent: false);
            register_parameter("scale", Parameter(ones(1)));
            register_module("fc", Linear(1, 1, hasBias: false));
        }

        public Parameter? weight { get; set; }

        public void Replace(Parameter scale, Tensor saved, Module fc)
        {
            ConditionallyRegisterParameter("scale", scale);
            ConditionallyRegisterBuffer("saved", saved, persistent: true);
            register_module("fc", null!);
            register_module("fc", fc);
        }

        /// <summary>The same values under other names, as many as before.</summary>
        public void RenameParameter()
        {
            Parameter scale = get_parameter("scale")!;
            _internal_params.Remove("scale");
            register_parameter("gain", scale);
        }

        public void RenameBuffer()
        {
            Tensor saved = get_buffer("saved")!;
            _internal_buffers.Remove("saved");
            register_buffer("kept", saved);
        }

        public void RenameModule()
        {
            Module fc = _internal_submodules["fc"];
            _internal_submodules.Remove("fc");
            register_module("head", fc);
        }
    }

    [Fact]
    public void It_is_listed_moved_and_disposed()
    {
        var module = new Mixed { weight = Parameter(ones(1)) };
        string[] keys = ["weight", "scale", "declared", "saved", "fc.weight"];

        StateAssert.Keys(module, keys);
        Assert.Equal(["declared", "saved", "cache"], module.named_buffers(include_nonpersistent: true).Select(entry => entry.name));
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        StateAssert.Keys(module, keys);

        Tensor cache = module.get_buffer("cache")!;
        module.Dispose();
        Assert.True(cache.IsInvalid);
    }

    /// <summary>As many entries as before, under the same keys.</summary>
    [Fact]
    public void What_is_replaced_by_hand_is_read_and_moved()
    {
        using var module = new Mixed();
        StateAssert.Keys(module, "scale", "declared", "saved", "fc.weight");
        Linear fc = Linear(1, 1, hasBias: false);
        Tensor saved = zeros(1);
        Parameter scale = Parameter(zeros(1));

        module.Replace(scale, saved, fc);

        Assert.Same(scale, module.get_parameter("scale"));
        Assert.Same(saved, module.state_dict()["saved"]);
        Assert.Same(fc.weight, module.state_dict()["fc.weight"]);
        module.to(ScalarType.Float64);
        Assert.All([scale, saved, fc.weight!], static tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
    }

    [Fact]
    public void What_is_renamed_by_hand_has_the_new_key()
    {
        using var module = new Mixed();
        StateAssert.Keys(module, "scale", "declared", "saved", "fc.weight");

        module.RenameParameter();
        StateAssert.Keys(module, "gain", "declared", "saved", "fc.weight");
        Assert.False(module.has_parameter("scale"));

        module.RenameBuffer();
        StateAssert.Keys(module, "gain", "declared", "kept", "fc.weight");
        Assert.False(module.has_buffer("saved"));

        module.RenameModule();
        StateAssert.Keys(module, "gain", "declared", "kept", "head.weight");
    }

    [Fact]
    public void A_move_to_where_it_is_allocates_nothing()
    {
        using var module = new Mixed();
        module.to(ScalarType.Float32);
        module.to(ScalarType.Float32);
        long before = GC.GetAllocatedBytesForCurrentThread();

        module.to(ScalarType.Float32);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_declared_key_cannot_be_taken()
    {
        using var module = new Mixed();

        foreach (Action register in (Action[])
        [
            () => module.register_buffer("declared", ones(1)),
            () => module.register_parameter("declared", Parameter(ones(1))),
            () => module.register_module("declared", Linear(1, 1)),
            () => module.add_module("declared", Linear(1, 1)),
        ])
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(register);
            Assert.Equal("\"declared\" is declared by a member of Mixed, which registers it. Assign the member instead of registering \"declared\" by hand.", error.Message);
        }

        Assert.Throws<InvalidOperationException>(() => module.register_buffer("saved", ones(1)));
        StateAssert.Keys(module, "scale", "declared", "saved", "fc.weight");
    }

    /// <summary>TorchSharp would take it, and the next read would put the member's null in its place.</summary>
    [Fact]
    public void Nor_can_that_of_a_member_which_is_null()
    {
        using var module = new Mixed();

        Assert.Throws<InvalidOperationException>(() => module.register_parameter("weight", Parameter(ones(1))));
    }

    private sealed class Derived : Mixed
    {
        public Derived() => register_buffer("declared", ones(1));
    }

    [Fact]
    public void The_message_names_the_class_that_declares_it() =>
        Assert.Contains("a member of Mixed", Assert.Throws<InvalidOperationException>(() => new Derived()).Message);

    [Fact]
    public void A_parameter_registered_by_hand_outlives_the_scope_in_which_it_was_moved()
    {
        using var module = new Mixed();
        using (NewDisposeScope())
        {
            module.to(DeviceType.META);
        }

        Assert.False(module.get_parameter("scale")!.IsInvalid);
        StateAssert.On(DeviceType.META, module);
        Assert.Equal(1, module.get_parameter("scale")!.numel());
    }
}
