using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.LossInDerivedClass;

public class WeightedLoss : Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor weights;

    public WeightedLoss(float[] values) : base(nameof(WeightedLoss)) => weights = tensor(values);

    public override Tensor forward(Tensor p, Tensor t) => ((p - t) * weights.to(p.device)).mean();
}

public class Model : Module<Tensor, Tensor>
{
    protected readonly Linear body;

    public Model(long width) : base(nameof(Model))
    {
        body = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => body.call(x);
}

/// <summary>Its child holds a tensor that every use moves: nothing is lost by a late field.</summary>
public sealed class ModelWithLoss : Model // silent: TSG1006
{
    private readonly WeightedLoss loss;

    public ModelWithLoss(long width) : base(width) => loss = new WeightedLoss([1, 2]);

    public Tensor Loss(Tensor x, Tensor t) => loss.call(call(x), t);
}

/// <summary>Its child has weights.</summary>
public sealed class ModelWithHead : Model // expect: TSG1006
{
    private readonly Linear head;

    public ModelWithHead(long width) : base(width) => head = Linear(width, 2);

    public override Tensor forward(Tensor x) => head.call(body.call(x));
}

/// <summary>What it adds are numbers and an activation.</summary>
public sealed class ModelWithScale : Model // silent: TSG1006
{
    private readonly double scale;
    private readonly GELU act;

    public ModelWithScale(long width, double scale) : base(width)
    {
        this.scale = scale;
        act = GELU();
    }

    public override Tensor forward(Tensor x) => act.call(body.call(x)) * scale;
}
