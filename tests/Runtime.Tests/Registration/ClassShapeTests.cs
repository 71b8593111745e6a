using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>Nested, generic, abstract, spread over several parts: every shape of class works the same.</summary>
public partial class ClassShapeTests
{
    internal sealed partial class WithoutModuleAttribute() : Module(nameof(WithoutModuleAttribute))
    {
        private readonly Linear fc = Linear(1, 1, hasBias: false);
        [Buffer] private Tensor mask = ones(1);
    }

    internal static partial class Outer<TOuter>
        where TOuter : Module
    {
        internal partial struct Middle
        {
            [Module]
            internal sealed partial class Inner<TInner>(TOuter outer, TInner inner) : Module("Inner")
                where TInner : Module
            {
                private readonly TOuter outer = outer;
                private readonly TInner inner = inner;
                [Buffer] private Tensor mask = ones(1);
            }
        }
    }

    [Module]
    internal abstract partial class Template(string name) : Module<Tensor, Tensor>(name)
    {
        protected readonly Linear Project = Linear(1, 1, hasBias: false);

        public override Tensor forward(Tensor input) => Finish(Project.call(input));

        protected abstract Tensor Finish(Tensor input);
    }

    [Module]
    internal sealed partial class Filled() : Template(nameof(Filled))
    {
        [Buffer] private Tensor bias = ones(1);

        protected override Tensor Finish(Tensor input) => input + bias;
    }

    [Module]
    internal sealed partial class Spread() : Module(nameof(Spread))
    {
        [Buffer] private Tensor first = ones(1);
    }

    internal sealed partial class Spread
    {
        [Buffer] private Tensor second = ones(1);
    }

    [Fact]
    public void A_member_attribute_is_enough()
    {
        using var module = new WithoutModuleAttribute();
        StateAssert.Keys(module, "mask", "fc.weight");
    }

    [Fact]
    public void Nested_in_generic_types_and_structs()
    {
        using var module = new Outer<Linear>.Middle.Inner<LayerNorm>(Linear(1, 1, hasBias: false), LayerNorm(1));
        StateAssert.Keys(module, "mask", "outer.weight", "inner.weight", "inner.bias");
    }

    [Fact]
    public void An_abstract_class_with_a_generated_one_below()
    {
        using var module = new Filled();
        StateAssert.Keys(module, "bias", "Project.weight");

        module.to(ScalarType.Float64);

        using Tensor output = module.call(ones(1, 1, float64));
        Assert.Equal(ScalarType.Float64, output.dtype);
    }

    [Fact]
    public void Several_parts_are_one_class()
    {
        using var module = new Spread();
        StateAssert.Keys(module, "first", "second");
    }

    [Fact]
    public void The_global_namespace()
    {
        using var module = new WithoutNamespace();
        StateAssert.Keys(module, "mask");
    }
}
