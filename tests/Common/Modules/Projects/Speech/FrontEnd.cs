using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Speech;

[Module]
public abstract partial class FrontEnd(string name) : Module<Tensor, Tensor>(name)
{
    [Buffer("cmvn_mean")] protected Tensor mean = zeros(80);
    [Buffer("cmvn_istd")] protected Tensor inverse = ones(80);

    protected Tensor Normalize(Tensor features) => (features - mean) * inverse;
}

public sealed partial class LogMel() : FrontEnd(nameof(LogMel))
{
    [Buffer(Persistent = false, Init = nameof(Window))] private Tensor window = hann_window(400);

    public override Tensor forward(Tensor wave) => Normalize((wave * window).log());

    private Tensor Window(Device device) => hann_window(400, device: device);
}
