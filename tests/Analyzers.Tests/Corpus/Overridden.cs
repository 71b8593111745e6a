using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Overridden;

public sealed class LeavesOut : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor mask; // expect: TSG1001

    public LeavesOut() : base("LeavesOut")
    {
        fc = Linear(4, 4);
        mask = ones(4);
        RegisterComponents();
    }

    protected override void RegisterComponents()
    {
        register_module("fc", fc);
    }

    public override Tensor forward(Tensor x) => fc.call(x) + mask;
}

public sealed class Extends : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor mask;

    public Extends() : base("Extends")
    {
        fc = Linear(4, 4);
        mask = ones(4);
        RegisterComponents();
    }

    protected override void RegisterComponents() => base.RegisterComponents();

    public override Tensor forward(Tensor x) => fc.call(x) + mask;
}

public sealed class BuiltLater : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private Tensor? table; // expect: TSG1001
    private Tensor? moved;

    public BuiltLater() : base("BuiltLater")
    {
        fc = Linear(4, 4);
        RegisterComponents();
    }

    public void BuildTables(int size)
    {
        table = arange(size).to(float32);
        moved = arange(size);
    }

    public override Tensor forward(Tensor x) => fc.call(x) + table! + moved!.to(x.device);
}

/// <summary>The width is only known when the first input comes: the layer is made when registration is over.</summary>
public sealed class LazyWidth : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private Linear? head; // expect: TSG1001
    private Linear? registered;
    private ReLU? act;

    public LazyWidth() : base("LazyWidth")
    {
        fc = Linear(4, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        head ??= Linear(x.shape[1], 2);
        act ??= ReLU();
        if (registered is null)
        {
            registered = Linear(2, 2);
            register_module(nameof(registered), registered);
        }

        return registered.call(act.call(head.call(fc.call(x))));
    }
}
