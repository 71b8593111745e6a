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
        Assert.Equal(ScalarType.Float64, handWritten.A.weight.dtype);
        Assert.True(handWritten.B.weight.IsInvalid);

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
        Assert.Same(mask, module.First.Mask);
        Assert.Same(mask, module.Second.Mask);
        Assert.Equal(DeviceType.META, mask.device_type);
    }

    [Fact]
    public void A_mask_shared_below_a_hand_written_parent_stays_one()
    {
        Tensor mask = ones(2, 2);
        using var parent = new HandWrittenParent(new MaskedBlock(mask), new MaskedBlock(mask));

        parent.to(DeviceType.META);

        Assert.Same(mask, parent.First.Mask);
        Assert.Same(mask, parent.Second.Mask);
        Assert.Equal(DeviceType.META, mask.device_type);
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
        Assert.Equal((DeviceType.META, DeviceType.META), (tied.Head.device_type, tied.Tokens.weight!.device_type));
    }

    [Fact]
    public void Tied_layers_stay_tied_on_meta_and_take_the_tensors_of_a_checkpoint()
    {
        using var tied = new TiedLinears();
        using Tensor ones = torch.ones(3, 3);
        Parameter shared = tied.A.weight!;

        tied.to(DeviceType.META);

        Assert.Same(shared, tied.A.weight);
        Assert.Same(shared, tied.B.weight);
        Assert.Equal(DeviceType.META, shared.device_type);
        tied.load_state_dict(new() { ["A.weight"] = ones, ["B.weight"] = ones }, assign: true);
        using Tensor output = tied.call(torch.ones(1, 3));
        Assert.Equal(9, output[0, 0].item<float>());
        Assert.Same(shared, tied.B.weight);
    }

    [Fact]
    public void What_a_member_of_another_module_holds_moves_with_the_object()
    {
        Tensor mask = ones(2, 2);
        using var block = new MaskedBlock(mask);
        using var other = new MaskedBlock(mask);

        block.to(DeviceType.META);

        Assert.Same(block.Mask, other.state_dict()["Mask"]);
        Assert.Equal(DeviceType.META, other.Mask.device_type);
    }
}
