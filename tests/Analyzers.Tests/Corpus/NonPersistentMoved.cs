using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.NonPersistentMoved;

/// <summary>Moved by whoever uses it, so it is right that nobody else does.</summary>
public sealed class PositionalEncoding : Module<Tensor, Tensor>
{
    private readonly Tensor pe;
    private readonly Dropout drop;

    public PositionalEncoding(long length, long width) : base(nameof(PositionalEncoding))
    {
        drop = Dropout(0.1);
        pe = rand(length, width);
        register_buffer("pe", pe, persistent: false); // silent: TSG1007
        register_module("drop", drop);
    }

    public override Tensor forward(Tensor x) => drop.call(x + pe[..(int)x.shape[1]].to(x.device));
}
