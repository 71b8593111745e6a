using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Pair = (TorchSharp.torch.Tensor First, TorchSharp.torch.Tensor Second);

namespace Forms.CSharp12;

[Module]
public partial class Generated(Linear fc, long size) : Module<Tensor, Tensor>(nameof(Generated))
{
    private readonly Linear fc = fc;
    [Buffer] private Tensor mask = ones(size);
    [Buffer] private Tensor[] tables = [ones(1), .. new[] { ones(2) }];
    [Parameter] public required Parameter Scale { get; set; }
    [NotRegistered] private Pair pair;

    public override Tensor forward(Tensor x) => fc.call(x) * mask * Scale + tables[^1] + ones(size);
}

public record struct Holder(int Size)
{
    public class HandWritten(Tensor captured, int size) : Module<Tensor, Tensor>("hand-written")
    {
        private readonly Linear fc = Linear(size, size);
        private readonly Pair pair = (ones(1), ones(2));
        public required Linear Head { get; init; }

        public override Tensor forward(Tensor x) => x switch
        {
            { shape: [_, var n] } => fc.call(x) * captured + pair.First * n,
            { device: not null } when x.requires_grad is true => Head.call(x) + ones(2),
            _ => x,
        };
    }
}

file class OfThisFile() : Module("file")
{
    private readonly Linear fc = Linear(1, 1);
    public Linear Fc => fc;
}
