using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.OutOfPlace;

public sealed class MaskedScores : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear q;

    public MaskedScores(long width) : base(nameof(MaskedScores))
    {
        q = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor mask)
    {
        var scores = q.call(x);
        scores.masked_fill(mask, float.NegativeInfinity); // expect: TSG1012
        scores.clamp(-5, 5); // expect: TSG1012
        scores.masked_fill_(mask, float.NegativeInfinity); // silent: TSG1012
        scores = scores.add(1);
        scores.add_(1); // silent: TSG1012
        return scores;
    }

    public void Move(Tensor x, Device device)
    {
        x.to(device); // expect: TSG1012
        this.to(device); // silent: TSG1012
        q.to(device); // silent: TSG1012
        _ = x.cpu(); // silent: TSG1012
    }
}

public static class Prepare
{
    public static Tensor Normalize(Tensor image)
    {
        image.div(255); // expect: TSG1012
        image.sub_(0.5); // silent: TSG1012
        image.cuda(); // expect: TSG1012
        return image;
    }

    public static void Warm(Module<Tensor, Tensor> model, Tensor x)
    {
        model.call(x); // silent: TSG1012
        x.sum().backward(); // silent: TSG1012
    }
}
