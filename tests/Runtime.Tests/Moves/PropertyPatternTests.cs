using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Moves;

/// <summary>Everyday properties on which TorchSharp's <c>.to</c> throws, with the module half-moved.</summary>
public partial class PropertyPatternTests
{
    private sealed class HandWrittenNorm : Module
    {
        private readonly Linear fc = Linear(2, 2);
        private readonly Parameter _weight = Parameter(ones(2));

        public HandWrittenNorm()
            : base(nameof(HandWrittenNorm))
        {
            register_module("fc", fc);
            register_parameter("weight", _weight);
        }

        public Parameter weight => _weight;
    }

    private sealed class HandWrittenTable : Module
    {
        private readonly Tensor _table = ones(2);

        public HandWrittenTable()
            : base(nameof(HandWrittenTable)) => register_buffer("table", _table);

        public Tensor table => _table;
    }

    [Module]
    internal sealed partial class Norm() : Module(nameof(Norm))
    {
        private readonly Linear fc = Linear(2, 2);
        [Parameter("weight")] private Parameter _weight = Parameter(ones(2));

        public Parameter weight => _weight;
    }

    private sealed class HandWrittenMask : Module
    {
        private readonly Tensor _mask = ones(2);

        public HandWrittenMask()
            : base(nameof(HandWrittenMask)) => register_buffer("mask", _mask);

        public bool mask => _mask.IsInvalid;
    }

    [Module]
    internal sealed partial class Mask() : Module(nameof(Mask))
    {
        [Buffer("mask")] private Tensor _mask = ones(2);

        public bool mask => _mask.IsInvalid;

        public float this[int index] => _mask[index].item<float>();

        public float this[Index index] => _mask[index.GetOffset(2)].item<float>();
    }

    [Fact]
    public void A_get_only_property_with_the_key_of_a_member_T05_T06_T69()
    {
        using var handWritten = new HandWrittenNorm();
        Assert.Throws<ArgumentException>(() => handWritten.to(ScalarType.Float64));
        Assert.Equal(
            [ScalarType.Float32, ScalarType.Float64, ScalarType.Float64],
            handWritten.parameters().Select(parameter => parameter.dtype));

        using var table = new HandWrittenTable();
        Assert.Throws<ArgumentException>(() => table.to(ScalarType.Float64));
        Assert.True(table.table.IsInvalid);

        using var generated = new Norm();
        generated.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, generated);
        Assert.Same(generated.weight, generated.state_dict()["weight"]);
    }

    [Fact]
    public void A_property_of_another_type_with_the_key_of_a_member_and_two_indexers_T16_T108()
    {
        using var handWritten = new HandWrittenMask();
        Assert.Throws<ArgumentException>(() => handWritten.to(ScalarType.Float64));
        Assert.True(handWritten.mask);

        using var generated = new Mask();
        generated.to(ScalarType.Float16).to(ScalarType.Float32);
        Assert.False(generated.mask);
        Assert.Equal(1f, generated[0] * generated[^2]);
    }
}
