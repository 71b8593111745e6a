using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Analyzers.Tests.AtRunTime;

/// <summary>
/// What the programs do that TSG1009, TSG1013, TSG1015, TSG3001 and TSG3002 report, beside their twins that look alike and
/// work.
/// </summary>
public class LifetimeTests
{
    [Fact]
    public void TSG1009_field_of_another_name_is_left_with_a_disposed_tensor()
    {
        var flagged = new Named("other");
        flagged.to(ScalarType.Float64);
        Assert.True(flagged.buf.IsInvalid);

        var silent = new Named("buf");
        silent.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, silent.buf.dtype);
    }

    [Fact]
    public void TSG1013_property_that_cannot_be_written_makes_to_throw()
    {
        Assert.Throws<ArgumentException>(() => new GetOnly().to(ScalarType.Float64));
        Assert.Throws<ArgumentException>(() => new OtherType().to(ScalarType.Float64));
        Assert.Throws<ArgumentException>(() => new TwoIndexers().to(ScalarType.Float64));
        Assert.Throws<ArgumentException>(() => new Hiding().to(ScalarType.Float64));

        var silent = new Settable();
        silent.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, silent.weight.dtype);
    }

    [Fact]
    public void TSG1015_tensor_that_requires_grad_is_in_no_parameters()
    {
        var flagged = new Scale(ones(2, requires_grad: true));
        Assert.Empty(flagged.parameters());

        var silent = new Scale(Parameter(ones(2)));
        Assert.Single(silent.parameters());
    }

    [Fact]
    public void TSG3001_optimizer_from_before_the_move_loses_its_state()
    {
        var flagged = new Trained();
        var stale = optim.SGD(flagged.parameters(), 0.1, momentum: 0.9);
        flagged.to(ScalarType.Float64);
        flagged.call(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
        Assert.Throws<KeyNotFoundException>(() => stale.step());

        var silent = new Trained();
        silent.to(ScalarType.Float64);
        var optimizer = optim.SGD(silent.parameters(), 0.1, momentum: 0.9);
        using Tensor before = silent.fc.weight.clone();
        silent.call(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
        optimizer.step();
        Assert.False(before.equal(silent.fc.weight).all().item<bool>());
    }

    [Fact]
    public void TSG3002_tensors_of_a_hand_written_module_end_with_the_scope()
    {
        Scale flagged;
        Scale silent;
        Linear stock;
        using (NewDisposeScope())
        {
            flagged = new Scale(Parameter(ones(2)));
            silent = new Scale(Parameter(ones(2)));
            foreach (Tensor tensor in silent.state_dict().Values)
            {
                tensor.DetachFromDisposeScope();
            }

            stock = Linear(2, 2);
        }

        Assert.True(flagged.scale.IsInvalid);
        Assert.False(silent.scale.IsInvalid);
        Assert.False(stock.weight.IsInvalid);
    }

    private sealed class Named : nn.Module
    {
        public Tensor buf = ones(2);

        public Named(string name)
            : base("n") => register_buffer(name, buf);
    }

    private sealed class GetOnly : nn.Module
    {
        public GetOnly()
            : base("g") => register_parameter("weight", weight);

        public Parameter weight { get; } = Parameter(ones(2));
    }

    private sealed class Settable : nn.Module
    {
        public Settable()
            : base("s") => register_parameter("weight", weight);

        public Parameter weight { get; private set; } = Parameter(ones(2));
    }

    private sealed class OtherType : nn.Module
    {
        public OtherType()
            : base("o") => register_parameter("weight", Parameter(ones(2)));

        public int weight { get; set; }
    }

    private sealed class TwoIndexers() : nn.Module("t")
    {
        public int this[int i] => i;

        public int this[string s] => s.Length;
    }

    private sealed class Hiding() : nn.Module("h")
    {
        public new string training { get; set; } = "";
    }

    private sealed class Scale : nn.Module
    {
        public Tensor scale;

        public Scale(Tensor scale)
            : base("s")
        {
            this.scale = scale;
            RegisterComponents();
        }
    }

    private sealed class Trained : Module<Tensor, Tensor>
    {
        public readonly Linear fc = Linear(2, 2);

        public Trained()
            : base("t") => RegisterComponents();

        public override Tensor forward(Tensor x) => fc.call(x);
    }
}
