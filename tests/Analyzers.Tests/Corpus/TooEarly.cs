using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.TooEarly;

public sealed class InitBeforeRegister : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public InitBeforeRegister() : base("InitBeforeRegister")
    {
        fc = Linear(4, 4);
        apply(Init); // expect: TSG1017
        foreach (var (name, parameter) in named_parameters()) // expect: TSG1017
        {
            init.zeros_(parameter);
        }

        RegisterComponents();
    }

    private static void Init(Module module)
    {
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}

public sealed class MoveBeforeRegister : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public MoveBeforeRegister(Device device) : base("MoveBeforeRegister")
    {
        fc = Linear(4, 4);
        this.to(device); // expect: TSG1017
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}

/// <summary>In the right order, or on a child.</summary>
public sealed class InitAfterRegister : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Sequential net;

    public InitAfterRegister(Device device) : base("InitAfterRegister")
    {
        fc = Linear(4, 4).to(device);
        net = Sequential(Linear(4, 4));
        net.apply(module => { });
        net.to(device);
        RegisterComponents();
        apply(module => { });
        this.to(device);
        ResetParameters();
    }

    private void ResetParameters()
    {
        foreach (var parameter in parameters())
        {
            init.zeros_(parameter);
        }
    }

    public override Tensor forward(Tensor x) => net.call(fc.call(x));
}

/// <summary>Registered one by one.</summary>
public sealed class ByName : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public ByName() : base("ByName")
    {
        fc = Linear(4, 4);
        register_module("fc", fc);
        apply(module => { });
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}
