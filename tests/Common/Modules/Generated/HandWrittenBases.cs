using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.HandWrittenBases;

public abstract class Backbone : Module<Tensor, Tensor>
{
    protected readonly Linear stem;
    private readonly Tensor mean;

    protected Backbone(string name, int width)
        : base(name)
    {
        stem = Linear(width, width);
        mean = zeros(width);
        RegisterComponents();
    }

    protected Tensor Features(Tensor x) => stem.call(x - mean);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stem.Dispose();
        }

        base.Dispose(disposing);
    }
}

[Module]
public partial class Classifier(int width, int classes) : Backbone(nameof(Classifier), width)
{
    private readonly Linear head = Linear(width, classes);
    [Buffer] private Tensor prior = full(classes, 1.0 / classes);

    public override Tensor forward(Tensor x) => head.call(Features(x)) + prior.log();
}

public sealed partial class Calibrated : Classifier
{
    [Parameter("T")] private Parameter temperature = new(ones(1));

    public Calibrated(int width, int classes)
        : base(width, classes)
    {
    }

    public override Tensor forward(Tensor x) => base.forward(x) / temperature;
}

public class Registered : Module<Tensor, Tensor>
{
    public Registered(int size)
        : base(nameof(Registered))
    {
        register_buffer("mask", ones(size, size).tril());
        register_module("proj", Linear(size, size));
        register_parameter("gain", Parameter(ones(size)));
    }

    public override Tensor forward(Tensor x) => x * get_buffer("mask")! * get_parameter("gain")!;
}

[Module]
public sealed partial class OverRegistered(int size) : Registered(size)
{
    [Buffer(Persistent = false)] private Tensor? cache;
    [Submodule("extra")] private readonly Sequential layers = Sequential(ReLU());

    public override Tensor forward(Tensor x)
    {
        cache ??= zeros_like(x).DetachFromDisposeScope();
        return layers.call(base.forward(x) + cache);
    }
}
