using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Speech;

partial class Conformer
{
    partial class Layer
    {
        private readonly LayerNorm norm = LayerNorm(options.Width);
        private readonly Linear feed = Linear(options.Width, options.Width);
        [Buffer] private Tensor scale = tensor(0.5f);

        public override Tensor forward(Tensor x) => x + (feed.call(norm.call(x)) * scale);
    }
}
