using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>Own state of every kind.</summary>
[Module]
internal sealed partial class Leaf() : Module<Tensor, Tensor>(nameof(Leaf))
{
    public Parameter Weight = Parameter(arange(6, float32).reshape(2, 3));

    [Buffer] public Tensor Mean = ones(3);
    [Buffer] public Tensor Count = tensor(7L);
    [Buffer(KeepDtype = true)] public Tensor Frequencies = linspace(0, 1, 3);
    [Buffer(Persistent = false)] public Tensor? Cache { get; set; } = zeros(3);

    public override Tensor forward(Tensor x) => x.matmul(Weight.t()) + Mean.sum();
}

/// <summary>Holds stock layers directly and in containers.</summary>
[Module]
internal sealed partial class Stock() : Module<Tensor, Tensor>(nameof(Stock))
{
    public readonly Linear Linear = Linear(4, 4);
    public readonly Conv1d Conv = Conv1d(1, 1, 3, padding: 1);
    public readonly BatchNorm1d Norm = BatchNorm1d(4);
    public readonly Embedding Embedding = Embedding(5, 4);
    public readonly LSTM Lstm = LSTM(4, 4, batchFirst: true);
    public readonly Sequential Chain = Sequential(("first", Linear(4, 4)), ("act", ReLU()), ("second", Linear(4, 4)));
    public readonly ModuleList<Linear> List = ModuleList(Linear(4, 4), Linear(4, 4));

    /// <param name="x">Shape [n, 4].</param>
    public override Tensor forward(Tensor x)
    {
        Tensor h = Norm.call(Linear.call(x));
        h = Conv.call(h.unsqueeze(1)).squeeze(1) + Embedding.call(zeros(1, int64));
        (h, _, _) = Lstm.call(h.unsqueeze(1));
        return List[1].call(List[0].call(Chain.call(h.squeeze(1))));
    }
}

/// <summary>A block with a mask that its parent may share among several.</summary>
[Module]
internal sealed partial class MaskedBlock(Tensor mask) : Module<Tensor, Tensor>(nameof(MaskedBlock))
{
    [Buffer] public Tensor Mask = mask;

    public readonly Linear Projection = Linear(2, 2);

    public override Tensor forward(Tensor x) => Projection.call(x) * Mask;
}

/// <summary>N blocks, one mask.</summary>
[Module]
internal sealed partial class SharedMask(Tensor mask) : Module<Tensor, Tensor>(nameof(SharedMask))
{
    public readonly MaskedBlock First = new(mask);
    public readonly MaskedBlock Second = new(mask);

    public override Tensor forward(Tensor x) => Second.call(First.call(x));
}
