using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Helping;

/// <summary>Functions that several models share, as a utils.py becomes a static class.</summary>
public static class VocoderLosses
{
    /// <summary>It is given tensors, and could ask one of them for its device.</summary>
    public static Tensor Feature(Tensor[] real, Tensor[] generated)
    {
        var loss = torch.zeros(1); // expect: TSG1011
        for (int i = 0; i < real.Length; i++)
        {
            loss = loss + (real[i] - generated[i]).abs().mean();
        }

        return loss;
    }

    public static Tensor Smooth(Tensor prediction, Tensor target)
    {
        var margin = torch.zeros(1, device: prediction.device); // silent: TSG1011
        return max((prediction - target).abs(), margin).mean();
    }

    /// <summary>It is given none: its caller moves what it gets.</summary>
    public static Tensor Window(int size) => torch.hann_window(size); // silent: TSG1011
}

public sealed class Vocoder : Module<Tensor, Tensor>
{
    private readonly Conv1d pre = Conv1d(1, 8, 7);
    private readonly Conv1d post = Conv1d(8, 1, 7);

    public Vocoder() : base(nameof(Vocoder)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var hidden = pre.call(x).relu();
        var output = post.call(hidden);
        return VocoderLosses.Feature([x, hidden], [output, hidden]) + VocoderLosses.Smooth(output, x);
    }
}

public sealed class Framer : Module<Tensor, Tensor>
{
    private readonly Linear proj = Linear(8, 8);

    public Framer() : base(nameof(Framer)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var moved = x * VocoderLosses.Window(8).to(x.device); // silent: TSG1011
        return proj.call(moved) * VocoderLosses.Window(8); // expect: TSG1011
    }
}
