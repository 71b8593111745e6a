using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Properties;

public sealed class WithProperties : Module<Tensor, Tensor>
{
    public Linear Fc { get; } // expect: TSG1010
    public Tensor Mask { get; private set; } // expect: TSG1010
    public Tensor? LastAttention { get; private set; }
    public ReLU Activation { get; } = ReLU();
    public long Width => Fc.out_features;

    [field: TorchSharp.Utils.ComponentName(Name = "out")]
    public Linear Out { get; }

    public WithProperties() : base("WithProperties")
    {
        Fc = Linear(2, 2);
        Out = Linear(2, 2);
        Mask = ones(2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        LastAttention = functional.softmax(Fc.call(x), -1);
        return Out.call(Activation.call(LastAttention)) * Mask;
    }
}

public sealed class Named : Module<Tensor, Tensor>
{
    public Linear Fc { get; }

    public Named() : base("Named")
    {
        Fc = Linear(2, 2);
        register_module("fc", Fc);
    }

    public override Tensor forward(Tensor x) => Fc.call(x);
}

public sealed class SetByCaller : Module<Tensor, Tensor>
{
    public required Linear Head { get; init; } // expect: TSG1010

    public SetByCaller() : base("SetByCaller") => RegisterComponents();

    public override Tensor forward(Tensor x) => Head.call(x);
}

public sealed class Captured(Linear fc, Tensor mask, Tensor moved, int size) : Module<Tensor, Tensor>("Captured") // expect: TSG1010, TSG1010, TSG1019
{
    private readonly LayerNorm norm = LayerNorm(size);

    public override Tensor forward(Tensor x) => norm.call(fc.call(x)) + mask + moved.to(x.device);
}

public sealed class NotCaptured(Linear fc, Tensor mask) : Module<Tensor, Tensor>("NotCaptured") // expect: TSG1019
{
    private readonly Linear _fc = fc;
    private readonly Tensor _mask = mask;

    public override Tensor forward(Tensor x) => _fc.call(x) + _mask;
}
