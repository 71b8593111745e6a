using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Audio;

[Module]
public partial class MelSpectrogram : Module<Tensor, Tensor>
{
    private readonly long fft, hop;
    [Buffer(Persistent = false)] private Tensor window;
    [Buffer("mel_scale", Persistent = false)] private Tensor filters;
    [Buffer(Persistent = false, KeepDtype = true)] private Tensor reference = tensor(20.0, ScalarType.Float64);

    public MelSpectrogram(long fft = 400, long hop = 160, long bins = 80)
        : base(nameof(MelSpectrogram))
    {
        (this.fft, this.hop) = (fft, hop);
        window = hann_window(fft);
        filters = rand(bins, (fft / 2) + 1);
    }

    public override Tensor forward(Tensor wave)
    {
        using var scope = NewDisposeScope();
        Tensor spectrum = stft(wave, fft, hop, window: window, return_complex: true);
        Tensor power = spectrum.abs().pow(2);
        return (filters.matmul(power).clamp(min: 1e-10).log10() * reference).MoveToOuterDisposeScope();
    }
}

[Module]
public sealed partial class AudioEncoder(int mels, int width, int depth) : Module<Tensor, Tensor>(nameof(AudioEncoder))
{
    private readonly MelSpectrogram mel = new(bins: mels);
    private readonly Conv1d conv1 = Conv1d(mels, width, kernel_size: 3, padding: 1);
    private readonly Conv1d conv2 = Conv1d(width, width, kernel_size: 3, stride: 2, padding: 1);
    private readonly ModuleList<TransformerEncoderLayer> blocks =
        ModuleList([.. Enumerable.Range(0, depth).Select(_ => TransformerEncoderLayer(width, 4))]);
    private readonly LayerNorm ln_post = LayerNorm(width);
    [Buffer(Init = nameof(Sinusoids))] private Tensor positional_embedding = zeros(1500, width);

    public override Tensor forward(Tensor wave)
    {
        Tensor x = functional.gelu(conv1.call(mel.call(wave)));
        x = functional.gelu(conv2.call(x)).permute(0, 2, 1);
        x = x + positional_embedding[TensorIndex.Slice(0, x.shape[1])];
        foreach (TransformerEncoderLayer block in blocks)
        {
            x = block.call(x, null, null);
        }

        return ln_post.call(x);
    }

    private Tensor Sinusoids(Device device)
    {
        Tensor rates = exp(arange(width / 2, device: device) * (-Math.Log(10_000) / ((width / 2) - 1)));
        Tensor time = arange(1500, device: device).unsqueeze(1) * rates.unsqueeze(0);
        return cat([time.sin(), time.cos()], dim: 1);
    }
}
