using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Late;

public sealed class LateHead : Module<Tensor, Tensor>
{
    private readonly Sequential body;
    private readonly Linear head;
    private readonly ReLU act;
    private readonly Parameter scale;
    private readonly Dropout drop;

    public LateHead() : base("LateHead")
    {
        body = Sequential(Linear(4, 8), ReLU());
        RegisterComponents();
        head = Linear(8, 2); // expect: TSG1003
        act = ReLU();
        scale = Parameter(ones(1)); // expect: TSG1003
        drop = Dropout(0.2); // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => drop.call(act.call(head.call(body.call(x)))) * scale;
}

/// <summary>The head is tied: somebody else owns it.</summary>
public sealed class TiedHead : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Parameter tied;
    private readonly Embedding alias;

    public TiedHead() : base("TiedHead")
    {
        wte = Embedding(16, 8);
        RegisterComponents();
        tied = wte.weight!;
        alias = wte;
    }

    public override Tensor forward(Tensor x) => matmul(alias.call(x), tied.t());
}

/// <summary>One path registers and returns, the other assigns first.</summary>
public sealed class EarlyReturn : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Linear? extra;

    public EarlyReturn(bool simple) : base("EarlyReturn")
    {
        fc = Linear(2, 2);
        if (simple)
        {
            RegisterComponents();
            return;
        }

        extra = Linear(2, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => extra is null ? fc.call(x) : extra.call(fc.call(x));
}

/// <summary>Helpers are followed: Build assigns, then Finish registers, then Late assigns.</summary>
public sealed class Helpers : Module<Tensor, Tensor>
{
    private Linear fc = null!;
    private Linear late = null!;

    public Helpers() : base("Helpers")
    {
        Build();
        Finish();
        Late();
    }

    private void Build() => fc = Linear(2, 2);

    private void Finish()
    {
        RegisterComponents();
    }

    private void Late()
    {
        late = Linear(2, 2); // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => late.call(fc.call(x));
}

/// <summary>The chained constructor has registered already.</summary>
public sealed class Chained : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Linear? second;

    public Chained(int size) : base("Chained")
    {
        fc = Linear(size, size);
        RegisterComponents();
    }

    public Chained(int size, bool deep) : this(size)
    {
        second = deep ? Linear(size, size) : null; // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => second is null ? fc.call(x) : second.call(fc.call(x));
}
