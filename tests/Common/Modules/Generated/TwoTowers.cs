using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.TwoTowers;

[Module]
public sealed partial class Clip(Module<Tensor, Tensor> visual, Module<Tensor, Tensor> text, long width)
    : Module<Tensor, Tensor, (Tensor PerImage, Tensor PerText)>(nameof(Clip))
{
    private readonly Module<Tensor, Tensor> visual = visual, text = text;
    private Parameter visual_projection = new(randn(width, width) * 0.02);
    private Parameter text_projection = new(randn(width, width) * 0.02);
    [Parameter("logit_scale")] public Parameter Scale { get; private set; } = new(tensor(Math.Log(1 / 0.07)));

    public override (Tensor PerImage, Tensor PerText) forward(Tensor image, Tensor tokens)
    {
        Tensor images = functional.normalize(visual.call(image).matmul(visual_projection), dim: -1);
        Tensor texts = functional.normalize(text.call(tokens).matmul(text_projection), dim: -1);
        Tensor logits = Scale.exp() * images.matmul(texts.t());
        return (logits, logits.t());
    }
}

[Module]
public sealed partial class Siamese : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential tower;
    [Submodule("tower_ema")] private readonly Sequential momentum;
    [Submodule("predictor")] private readonly IModule<Tensor, Tensor>? predictor;
    [Buffer] private Tensor queue;
    [Buffer(KeepDtype = true)] private Tensor queue_ptr = zeros(1, ScalarType.Int64);

    public Siamese(Func<Sequential> create, IModule<Tensor, Tensor>? predictor, long width, long length)
        : base(nameof(Siamese))
    {
        (tower, momentum) = (create(), create());
        this.predictor = predictor;
        queue = functional.normalize(randn(width, length), dim: 0);
    }

    public override Tensor forward(Tensor first, Tensor second)
    {
        Tensor query = functional.normalize(predictor?.call(tower.call(first)) ?? tower.call(first));
        using var scope = no_grad();
        Tensor key = functional.normalize(momentum.call(second));
        long at = queue_ptr.item<long>(), count = key.shape[0];
        queue[.., TensorIndex.Slice(at, at + count)] = key.t();
        queue_ptr.fill_((at + count) % queue.shape[1]);
        return query.matmul(queue.detach());
    }
}

[Module]
public sealed partial class Tied(Embedding embedding, long width) : Module<Tensor, Tensor>(nameof(Tied))
{
    private readonly Embedding embedding = embedding;
    [Parameter("head")] private Parameter weight = embedding.weight!;
    [Buffer] private Tensor scale = tensor(Math.Sqrt(width));

    public override Tensor forward(Tensor tokens) => (embedding.call(tokens) * scale).matmul(weight.t());
}
