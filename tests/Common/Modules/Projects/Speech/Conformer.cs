using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Speech;

public sealed partial class Conformer : Module<Tensor, Tensor>
{
    private readonly EncoderOptions options;
    private readonly Linear input;

    public Conformer(EncoderOptions options)
        : base(nameof(Conformer))
    {
        this.options = options;
        input = Linear(80, options.Width);
        for (int i = 0; i < options.Layers; i++)
        {
            layers.Add(new Layer(options));
        }
    }

    public override Tensor forward(Tensor x)
    {
        x = input.call(x);
        foreach (Layer layer in layers)
        {
            x = layer.call(x);
        }

        return Offset(x);
    }

    private partial Tensor Offset(Tensor x);
}
