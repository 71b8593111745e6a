using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Clip;

/// <summary>One number learns, as a parameter.</summary>
public sealed class ClipModel : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential visual;
    private readonly Embedding token_embedding;
    private readonly Parameter positional_embedding;
    private readonly Parameter logit_scale;
    private readonly Tensor attn_mask;

    public ClipModel(long vocab, long context, long width) : base(nameof(ClipModel))
    {
        visual = Sequential(Conv2d(3, width, 32, stride: 32), Flatten(), LayerNorm(width));
        token_embedding = Embedding(vocab, width);
        positional_embedding = Parameter(empty(context, width));
        logit_scale = Parameter(ones(1) * Math.Log(1 / 0.07));
        attn_mask = BuildMask(context);
        RegisterComponents();
        init.normal_(positional_embedding, std: 0.01); // silent: TSG1012
    }

    private static Tensor BuildMask(long context)
    {
        var mask = empty(context, context);
        mask.fill_(float.NegativeInfinity); // silent: TSG1012
        mask.triu_(1); // silent: TSG1012
        return mask;
    }

    public override Tensor forward(Tensor image, Tensor text)
    {
        var a = functional.normalize(visual.call(image), dim: 1);
        var x = token_embedding.call(text) + positional_embedding;
        x = functional.softmax(x.matmul(x.transpose(-2, -1)) + attn_mask, -1).matmul(x);
        var b = functional.normalize(x[.., -1], dim: 1);
        return logit_scale.exp() * a.matmul(b.t());
    }
}

/// <summary>Whoever writes Python knows attributes: the property looks like one.</summary>
public sealed class ProjectionHead : Module<Tensor, Tensor>
{
    public Linear Projection { get; set; } // expect: TSG1010
    private readonly LayerNorm norm;

    public long Width => norm.weight!.shape[0]; // silent: TSG1010

    public ProjectionHead(long width) : base(nameof(ProjectionHead))
    {
        Projection = Linear(width, width);
        norm = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => norm.call(Projection.call(x));
}

/// <summary>Evaluates as it goes: what it returns is a number.</summary>
public sealed class ZeroShot(ClipModel model)
{
    private readonly ClipModel model = model;

    public double Accuracy(Tensor images, Tensor texts, Tensor labels)
    {
        model.eval();
        using var _ = no_grad();
        var predicted = model.call(images, texts).argmax(1);
        var weights = ones(labels.shape[0]); // silent: TSG1011
        return (predicted == labels).to(float32).mean().item<float>() * weights.sum().item<float>() / labels.shape[0];
    }
}
