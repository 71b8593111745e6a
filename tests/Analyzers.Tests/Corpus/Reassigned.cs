using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Reassigned;

public sealed class RunningMean : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private Tensor mean = zeros(4);
    private Tensor count = zeros(1);

    public RunningMean() : base("RunningMean")
    {
        fc = Linear(4, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        if (training)
        {
            mean = mean * 0.9 + x.mean([0]) * 0.1; // expect: TSG1004
            count += 1; // expect: TSG1004
        }

        return fc.call(x - mean);
    }
}

/// <summary>Copies into the registered tensor, as it should be.</summary>
public sealed class CopiedMean : Module<Tensor, Tensor>
{
    private readonly Tensor mean = zeros(4);

    public CopiedMean() : base("CopiedMean") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using (no_grad())
        {
            mean.copy_(mean * 0.9 + x.mean([0]) * 0.1);
        }

        return x - mean;
    }
}

/// <summary>Registers anew, or edits the registry.</summary>
public sealed class ReRegistered : Module<Tensor, Tensor>
{
    private Tensor mask = ones(4, 4);
    private Tensor other = ones(4);

    public ReRegistered() : base("ReRegistered") => RegisterComponents();

    public void Resize(int size)
    {
        mask = ones(size, size);
        ConditionallyRegisterBuffer(nameof(mask), mask);
    }

    public void Replace()
    {
        _internal_buffers.Remove(nameof(other));
        other = zeros(4);
        register_buffer(nameof(other), other);
    }

    public override Tensor forward(Tensor x) => x + mask + other;
}

/// <summary>Only makes sure of the device.</summary>
public sealed class MovedAgain : Module<Tensor, Tensor>
{
    private Tensor pe = zeros(16, 4);

    public MovedAgain() : base("MovedAgain") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        pe = pe.to(x.device);
        return x + pe[..(int)x.shape[0]];
    }
}

/// <summary>Grows its table: the registry keeps the short one.</summary>
public sealed class Growing : Module<Tensor, Tensor>
{
    private Tensor pe;
    private Linear? adapter;

    public Growing() : base("Growing")
    {
        pe = Table(16);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        if (x.shape[0] > pe.shape[0])
        {
            pe = Table((int)x.shape[0]).to(x.device); // expect: TSG1004
        }

        return x + pe;
    }

    public void Attach(Linear linear) => adapter = linear;

    protected override void Dispose(bool disposing)
    {
        pe = null!;
        base.Dispose(disposing);
    }

    private static Tensor Table(int length) => arange(length).to(float32).unsqueeze(1);
}

public sealed class Replaced : Module<Tensor, Tensor>
{
    private Linear head;

    public Replaced() : base("Replaced")
    {
        head = Linear(4, 2);
        RegisterComponents();
    }

    public void Reset(int classes)
    {
        head = Linear(4, classes); // expect: TSG1004
    }

    public override Tensor forward(Tensor x) => head.call(x);
}

/// <summary>The constructor calls a public helper, as PyTorch's layers do, and nothing else does.</summary>
public sealed class ResetsItself : Module<Tensor, Tensor>
{
    private Parameter weight = null!;
    private Tensor scale = null!;

    public ResetsItself() : base("ResetsItself")
    {
        ResetParameters();
        RegisterComponents();
    }

    public void ResetParameters()
    {
        weight = Parameter(randn(4, 4));
        scale = ones(4);
    }

    public override Tensor forward(Tensor x) => x.matmul(weight) * scale;
}
