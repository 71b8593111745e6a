using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

public partial class TieTests
{
    [Module]
    internal sealed partial class TiedLinears : Module<Tensor, Tensor>
    {
        public readonly Linear A = Linear(3, 3, hasBias: false);
        public readonly Linear B = Linear(3, 3, hasBias: false);

        public TiedLinears()
            : base(nameof(TiedLinears)) => B.weight = A.weight;

        public override Tensor forward(Tensor x) => B.call(A.call(x));
    }

    [Module]
    internal sealed partial class TiedHead : Module<Tensor, Tensor>
    {
        public readonly Embedding Tokens = Embedding(5, 3);
        public Parameter Head;

        public TiedHead()
            : base(nameof(TiedHead))
        {
            Head = Parameter(randn(5, 3));
            Tokens.weight = Head;
        }

        public override Tensor forward(Tensor x) => Tokens.call(x).matmul(Head.t());
    }

    private sealed class HandWrittenTie : Module<Tensor, Tensor>
    {
        public readonly Linear A = Linear(3, 3, hasBias: false);
        public readonly Linear B = Linear(3, 3, hasBias: false);

        public HandWrittenTie()
            : base(nameof(HandWrittenTie))
        {
            B.weight = A.weight;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => B.call(A.call(x));
    }

    private sealed class HandWrittenParent : Module<Tensor, Tensor>
    {
        public readonly MaskedBlock First;
        public readonly MaskedBlock Second;

        public HandWrittenParent(MaskedBlock first, MaskedBlock second)
            : base(nameof(HandWrittenParent))
        {
            First = first;
            Second = second;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Second.call(First.call(x));
    }

    [Fact]
    public void Tied_layers_stay_tied_T24()
    {
        using var handWritten = new HandWrittenTie();
        Assert.ThrowsAny<Exception>(() => handWritten.to(ScalarType.Float64));

        using var tied = new TiedLinears();
        Parameter shared = tied.A.weight!;
        tied.to(ScalarType.Float64);

        Assert.Same(shared, tied.A.weight);
        Assert.Same(shared, tied.B.weight);
        Assert.Equal(["A.weight", "B.weight"], tied.state_dict().Keys);
        Assert.Single(tied.parameters());
        using Tensor output = tied.call(ones(1, 3, float64));
        Assert.Equal(ScalarType.Float64, output.dtype);
    }

    [Fact]
    public void A_mask_shared_by_two_blocks_stays_one_T113()
    {
        Tensor mask = ones(2, 2);
        using var module = new SharedMask(mask);

        module.to(ScalarType.Float64);
        Assert.Same(mask, module.First.Mask);
        Assert.Same(mask, module.Second.Mask);
        Assert.Equal(ScalarType.Float64, mask.dtype);

        module.to(DeviceType.META);
        Assert.Same(module.First.Mask, module.Second.Mask);
        Assert.Equal(DeviceType.META, module.First.Mask.device_type);
        Assert.True(mask.IsInvalid);
    }

    [Fact]
    public void A_mask_shared_below_a_hand_written_parent_stays_one()
    {
        Tensor mask = ones(2, 2);
        using var parent = new HandWrittenParent(new MaskedBlock(mask), new MaskedBlock(mask));

        parent.to(DeviceType.META);

        Assert.Same(parent.First.Mask, parent.Second.Mask);
        Assert.Equal(DeviceType.META, parent.First.Mask.device_type);
        Assert.Same(parent.Second.Mask, parent.Second.state_dict()["Mask"]);
    }

    [Fact]
    public void A_disposed_member_is_named()
    {
        using var block = new MaskedBlock(ones(2, 2));
        block.Mask.Dispose();

        var error = Assert.Throws<InvalidOperationException>(() => block.to(ScalarType.Float64));

        Assert.Contains("MaskedBlock.Mask is disposed", error.Message, StringComparison.Ordinal);
        Assert.Equal(ScalarType.Float32, block.Projection.weight!.dtype);
    }

    [Fact]
    public void A_head_tied_to_an_embedding_stays_tied_on_meta()
    {
        using var tied = new TiedHead();
        tied.to(ScalarType.Float64);
        Assert.Single(tied.parameters());

        tied.to(DeviceType.META);

        Assert.Same(tied.Head, tied.Tokens.get_parameter("weight"));
        Assert.Equal(DeviceType.META, tied.Head.device_type);
        Assert.Equal(["Head", "Tokens.weight"], tied.state_dict().Keys);
        Assert.Single(tied.parameters());
    }

    [Fact]
    public void A_head_tied_to_what_an_embedding_hands_out_stays_tied()
    {
        using var tied = new TiedHead();
        tied.Head = tied.Tokens.weight!;

        tied.to(ScalarType.Float64);
        Assert.Single(tied.parameters());
        Assert.Equal(ScalarType.Float64, tied.Tokens.weight!.dtype);

        tied.to(DeviceType.META);
        Assert.Single(tied.parameters());
        Assert.Same(tied.Head, tied.Tokens.get_parameter("weight"));
    }

    [Fact]
    public void A_tie_that_meta_would_break_is_refused_with_the_module_unchanged()
    {
        using var tied = new TiedLinears();
        Parameter shared = tied.A.weight!;

        var error = Assert.Throws<InvalidOperationException>(() => tied.to(DeviceType.META));

        Assert.Contains("A.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("load_state_dict(..., assign: true)", error.Message, StringComparison.Ordinal);
        Assert.Same(shared, tied.A.weight);
        Assert.Equal(DeviceType.CPU, shared.device_type);
    }
}
