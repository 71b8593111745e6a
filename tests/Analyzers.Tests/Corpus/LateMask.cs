using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Late;

public sealed class LateMask : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly Tensor mask;

    public LateMask(int size) : base("LateMask")
    {
        proj = Linear(size, size);
        RegisterComponents();

        mask = triu(ones(size, size), 1); // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => proj.call(x) + mask;
}

/// <summary>The same table, but every use brings it to the input: left out on purpose.</summary>
public sealed class LateMaskMovedByHand : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private Tensor mask;

    public LateMaskMovedByHand(int size) : base("LateMaskMovedByHand")
    {
        proj = Linear(size, size);
        RegisterComponents();
        mask = triu(ones(size, size), 1);
    }

    public override Tensor forward(Tensor x) => proj.call(x) + mask.to(x.device); // expect: TSG1014
}

/// <summary>Compares devices before the use.</summary>
public sealed class LateMaskCompared : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private Tensor mask;

    public LateMaskCompared(int size) : base("LateMaskCompared")
    {
        proj = Linear(size, size);
        RegisterComponents();
        mask = triu(ones(size, size), 1);
    }

    public override Tensor forward(Tensor x)
    {
        if (mask.device != x.device)
        {
            mask = mask.to(x.device);
        }

        return proj.call(x) + mask;
    }
}

/// <summary>Registered by hand under its own name, after RegisterComponents().</summary>
public sealed class LateMaskRegistered : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private Tensor mask;

    public LateMaskRegistered(int size) : base("LateMaskRegistered")
    {
        proj = Linear(size, size);
        RegisterComponents();
        mask = triu(ones(size, size), 1);
        register_buffer("mask", mask);
    }

    public override Tensor forward(Tensor x) => proj.call(x) + mask;
}
