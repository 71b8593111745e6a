using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Speech;

[Module]
partial class Conformer
{
    [Submodule("layers")] private readonly List<Layer> layers = [];
    [Buffer("pe", Init = nameof(Positions))] private Tensor positions = zeros(1, 1);
    [Parameter] internal partial Parameter? Bias { get; set; }

    private partial Tensor Offset(Tensor x) => Bias is null ? x + positions : x + positions + Bias;

    private Tensor Positions() => arange(options.Width).unsqueeze(0);

    private sealed partial class Layer(EncoderOptions options) : Module<Tensor, Tensor>(nameof(Layer));
}
