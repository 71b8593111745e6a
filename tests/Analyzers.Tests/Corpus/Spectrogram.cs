using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Spectrogram;

/// <summary>A library's transform: its users make it as a root.</summary>
public sealed class Spectrogram : Module<Tensor, Tensor> // expect: TSG1019
{
    private readonly Tensor window;
    private readonly long size;

    public Spectrogram(long size) : base("Spectrogram")
    {
        this.size = size;
        window = hann_window(size);
    }

    public override Tensor forward(Tensor x) => (x.unfold(-1, size, size / 2) * window).abs();
}

/// <summary>The extractor below holds it, and so registers it.</summary>
public sealed class MelScale : Module<Tensor, Tensor> // silent: TSG1019
{
    private readonly Parameter filters;

    public MelScale(long bins, long mels) : base("MelScale") => filters = Parameter(rand(bins, mels));

    public override Tensor forward(Tensor x) => x.matmul(filters);
}

public sealed class FeatureExtractor : Module<Tensor, Tensor>
{
    private readonly MelScale mel = new(201, 80);
    private readonly Linear proj = Linear(80, 64);

    public FeatureExtractor() : base("FeatureExtractor")
    {
        RegisterComponents();
        register_parameter("proj_weight", proj.weight); // expect: TSG1021
        register_parameter("gain", Parameter(ones(64))); // silent: TSG1021
        for (int i = 0; i < 2; i++)
        {
            register_module($"block.{i}", Linear(64, 64)); // expect: TSG1020
            register_module($"stage_{i}", Linear(64, 64)); // silent: TSG1020
        }
    }

    public override Tensor forward(Tensor x)
    {
        using var gain = get_parameter("gain"); // expect: TSG3004
        using var scaled = mel.call(x) * 2; // silent: TSG3004
        return proj.call(scaled) * gain!;
    }
}

/// <summary>Exponential moving average of its inputs.</summary>
[Module]
public partial class RunningMean : Module<Tensor, Tensor>
{
    [Buffer] private Tensor mean = zeros(64);
    [Buffer] private Tensor count = zeros(1);
    private readonly Linear head = Linear(64, 64);

    public RunningMean() : base("RunningMean")
    {
        RegisterComponents(); // expect: TSG1022
    }

    public override Tensor forward(Tensor x)
    {
        mean = mean * 0.9 + x.mean([0]) * 0.1; // expect: TSG3003
        count = (count + 1).DetachFromDisposeScope(); // silent: TSG3003
        return head.call(x) - mean;
    }
}

[Module]
public partial class LateHead : Module<Tensor, Tensor>
{
    private readonly Linear head;

    public LateHead(long size) : base("LateHead")
    {
        head = Linear(size, size);
        RegisterComponents(); // silent: TSG1022
    }

    public override Tensor forward(Tensor x) => head.call(x);
}
