using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.NonPersistent;

/// <summary>Saved, and so it moves.</summary>
public sealed class SavedEncoding : Module<Tensor, Tensor>
{
    private readonly Tensor pe;

    public SavedEncoding(long length, long width) : base(nameof(SavedEncoding))
    {
        pe = rand(length, width);
        register_buffer("pe", pe, persistent: true); // silent: TSG1007
    }

    public override Tensor forward(Tensor x) => x + pe[..(int)x.shape[1]];
}

/// <summary>Neither saved nor moved, and used as if it were.</summary>
public sealed class LostEncoding : Module<Tensor, Tensor>
{
    private readonly Tensor pe;
    private readonly Linear fc;

    public LostEncoding(long length, long width) : base(nameof(LostEncoding))
    {
        pe = rand(length, width);
        fc = Linear(width, width);
        register_module("fc", fc);
        register_buffer("pe", pe, false); // expect: TSG1007
    }

    public override Tensor forward(Tensor x) => fc.call(x) + pe[..(int)x.shape[1]];
}
