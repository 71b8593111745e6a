using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>
/// S1: children register their own components once, so the parent must not make them do so while its constructor is still
/// filling them.
/// </summary>
public partial class FilledLaterTests
{
    private sealed class HandWrittenChild() : Module(nameof(HandWrittenChild))
    {
        public Linear? Fc;
    }

    private sealed class RegistersTooEarly : Module
    {
        private readonly ModuleList<Linear> layers = [];

        public RegistersTooEarly()
            : base(nameof(RegistersTooEarly))
        {
            RegisterComponents();
            layers.Add(Linear(1, 1));
        }
    }

    [Module]
    internal sealed partial class Stack : Module
    {
        private readonly ModuleList<Linear> layers = [];
        private readonly ModuleDict<Linear> heads = [];
        private readonly HandWrittenChild child = new();
        [Buffer] private Tensor first = ones(1);

        public Stack(int depth)
            : base(nameof(Stack))
        {
            Scale = Parameter(ones(1));
            for (int i = 0; i < depth; i++)
            {
                layers.Add(Linear(1, 1, hasBias: false));
            }

            Last = ones(1);
            heads.Add("cls", Linear(1, 1, hasBias: false));
            child.Fc = Linear(1, 1, hasBias: false);
        }

        public partial Parameter Scale { get; set; }
        [Buffer] public partial Tensor Last { get; set; }
    }

    [Fact]
    public void Containers_that_the_constructor_fills_are_whole_T43()
    {
        using var handWritten = new RegistersTooEarly();
        Assert.Empty(handWritten.state_dict());

        using var generated = new Stack(2);
        string[] keys = ["Scale", "first", "Last", "layers.0.weight", "layers.1.weight", "heads.cls.weight", "child.Fc.weight"];
        StateAssert.Keys(generated, keys);
        generated.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, generated);
        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
        StateAssert.Keys(generated, keys);
    }
}
