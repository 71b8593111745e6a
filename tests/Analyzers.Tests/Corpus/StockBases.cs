using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.StockBases;

/// <summary>A table inside a Sequential is left behind as anywhere else.</summary>
public sealed class PositionalSequential : Sequential
{
    private readonly Tensor pe;

    public PositionalSequential(long length, long width) : base(Linear(width, width))
    {
        pe = rand(length, width);
        register_buffer("pe", pe, persistent: false); // expect: TSG1007
    }

    public override Tensor forward(Tensor x) => base.forward(x + pe);
}

public sealed class ScaledSequential : Sequential
{
    private readonly double scale = 0.5; // silent: TSG1001

    public ScaledSequential(long width) : base(Linear(width, width), ReLU())
    {
    }

    public override Tensor forward(Tensor x) => base.forward(x) * scale;
}
