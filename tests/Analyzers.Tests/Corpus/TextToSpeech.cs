using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.TextToSpeech;

public sealed class HighwayLayer : Module<Tensor, Tensor>
{
    private readonly Linear h, t;

    public HighwayLayer(long width) : base(nameof(HighwayLayer))
    {
        h = Linear(width, width);
        t = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var gate = t.call(x).sigmoid();
        return h.call(x).relu() * gate + x * (1 - gate);
    }
}

public sealed class LengthRegulator : Module<Tensor, Tensor, Tensor>
{
    public LengthRegulator() : base(nameof(LengthRegulator)) => RegisterComponents();

    /// <summary>Lengths are counted on the CPU, as numbers.</summary>
    public override Tensor forward(Tensor x, Tensor durations)
    {
        var counts = durations.to(CPU).data<long>().ToArray();
        var ends = tensor(counts).cumsum(0); // silent: TSG1011
        var total = ends[-1].item<long>();
        var result = zeros(x.shape[0], total, x.shape[2], device: x.device, dtype: x.dtype); // silent: TSG1011
        return result;
    }
}

/// <summary>Mel bands as a buffer under its field's name, also after RegisterComponents().</summary>
public sealed class MelHead : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly Tensor mel_basis;

    public MelHead(long fft, long mels) : base(nameof(MelHead))
    {
        proj = Linear(fft, fft);
        RegisterComponents();
        mel_basis = rand(mels, fft);
        register_buffer("mel_basis", mel_basis); // silent: TSG1009
    }

    public override Tensor forward(Tensor x) => matmul(mel_basis, proj.call(x));
}

/// <summary>The key has another name than the field: the move makes a new tensor under the key and disposes the field's.</summary>
public sealed class MelHeadByAnotherName : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly Tensor basis;

    public MelHeadByAnotherName(long fft, long mels) : base(nameof(MelHeadByAnotherName))
    {
        proj = Linear(fft, fft);
        RegisterComponents();
        basis = rand(mels, fft);
        register_buffer("mel_basis", basis); // expect: TSG1009
    }

    public override Tensor forward(Tensor x) => matmul(basis, proj.call(x));
}

/// <summary>An encoder of stock parts, and layers that only a list knows.</summary>
public sealed class TextEncoder : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly IList<HighwayLayer> highways; // expect: TSG1005
    private readonly GRU gru;

    public TextEncoder(long symbols, long width) : base(nameof(TextEncoder))
    {
        embedding = Embedding(symbols, width);
        highways = new List<HighwayLayer> { new(width), new(width), new(width), new(width) };
        gru = GRU(width, width, batchFirst: true, bidirectional: true);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = embedding.call(tokens);
        for (int i = 0; i < highways.Count; i++)
        {
            x = highways[i].call(x);
        }

        return gru.call(x).Item1;
    }
}

/// <summary>A vocoder that adds noise on the CPU to a signal that is not there.</summary>
public sealed class NoiseVocoder : Module<Tensor, Tensor>
{
    private readonly ConvTranspose1d up;

    public NoiseVocoder(long mels) : base(nameof(NoiseVocoder))
    {
        up = ConvTranspose1d(mels, 1, 16, stride: 8, padding: 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor mel)
    {
        var wave = up.call(mel);
        var noise = randn(wave.shape); // expect: TSG1011
        return (wave + noise * 0.003).tanh();
    }
}
