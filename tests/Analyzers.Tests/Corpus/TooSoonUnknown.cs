using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.TooSoonUnknown;

/// <summary>Both ways give it a tensor, so the walk over nothing walks over something that should be there.</summary>
public sealed class GivenOrIdentity : Module<Tensor, Tensor>
{
    private readonly Tensor a;
    private readonly Parameter w;

    public GivenOrIdentity(long n, Tensor? given = null) : base(nameof(GivenOrIdentity))
    {
        a = given?.clone() ?? eye(n);
        w = Parameter(rand(n, n));
        foreach (var parameter in parameters()) // expect: TSG1017
        {
            init.zeros_(parameter);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x.matmul(a).matmul(w);
}

public sealed class GivenParameter : Module<Tensor, Tensor>
{
    private readonly Tensor f;
    private readonly Linear gain;

    public GivenParameter(Tensor? given, long n) : base(nameof(GivenParameter))
    {
        var value = given;
        value = value?.requires_grad_(false);
        f = value ?? zeros(n, n);
        gain = Linear(n, n);
        apply(static module => module.train()); // expect: TSG1017
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => gain.call(x).matmul(f);
}

/// <summary>The early walk belongs to a child that has registered itself.</summary>
public sealed class WalksItsChild : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public WalksItsChild(long n) : base(nameof(WalksItsChild))
    {
        fc = Linear(n, n);
        foreach (var parameter in fc.parameters()) // silent: TSG1017
        {
            init.zeros_(parameter);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}
