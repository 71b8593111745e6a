using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Migration;

/// <summary>Auto-properties: TorchSharp registers the fields behind them, under the compiler's names.</summary>
public class FeedForward : Module<Tensor, Tensor>
{
    public Linear Fc { get; }

    public Linear Proj { get; }

    public FeedForward(long width) : base("FeedForward")
    {
        Fc = Linear(width, 4 * width);
        Proj = Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Proj.call(functional.gelu(Fc.call(x)));
}
