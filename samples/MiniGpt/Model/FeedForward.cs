using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MiniGpt.Model;

[Module]
internal sealed partial class FeedForward(long width) : Module<Tensor, Tensor>(nameof(FeedForward))
{
    private readonly Sequential layers = Sequential(Linear(width, 4 * width), new TanhGelu(), Linear(4 * width, width));

    public override Tensor forward(Tensor x) => layers.call(x);
}
