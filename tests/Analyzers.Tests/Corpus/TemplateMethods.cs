using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Templates;

/// <summary>The base constructor asks the derived class for its parts, and registers.</summary>
public abstract class EncoderBase : Module<Tensor, Tensor>
{
    protected Embedding embedding;
    private readonly Module<Tensor, Tensor> body;

    protected EncoderBase(string name, int size) : base(name)
    {
        embedding = Embedding(16, size);
        body = CreateBody(size);
        AfterParts();
        RegisterComponents();
    }

    protected abstract Module<Tensor, Tensor> CreateBody(int size);

    protected virtual void AfterParts()
    {
    }

    public override Tensor forward(Tensor x) => body.call(embedding.call(x));
}

/// <summary>Overrides that only the base constructor calls are construction.</summary>
public sealed class GatedEncoder : EncoderBase
{
    private Linear gate = null!;
    private Tensor? floor;

    public GatedEncoder() : base(nameof(GatedEncoder), 8)
    {
    }

    protected override Module<Tensor, Tensor> CreateBody(int size)
    {
        gate = Linear(size, size); // silent: TSG1003, TSG1004
        return Sequential(Linear(size, size), ReLU());
    }

    protected override void AfterParts() => floor = full(8, 0.1f); // silent: TSG1004

    public override Tensor forward(Tensor x) => gate.call(base.forward(x)).maximum(floor!);
}

/// <summary>The body of the derived constructor comes when all is over.</summary>
public sealed class PooledEncoder : EncoderBase // expect: TSG1006
{
    private readonly Linear pooler;

    public PooledEncoder() : base(nameof(PooledEncoder), 8)
    {
        this.pooler = Linear(8, 8);
        RegisterComponents();
    }

    protected override Module<Tensor, Tensor> CreateBody(int size) => Linear(size, size);

    public override Tensor forward(Tensor x) => pooler.call(base.forward(x));
}

/// <summary>An initialiser runs before the base constructor, a call registers at any time.</summary>
public sealed class NormedEncoder : EncoderBase // silent: TSG1006
{
    private readonly LayerNorm norm = LayerNorm(8);
    private readonly Linear head;

    public NormedEncoder() : base(nameof(NormedEncoder), 8)
    {
        head = Linear(8, 2);
        register_module("head", head);
    }

    protected override Module<Tensor, Tensor> CreateBody(int size) => Identity();

    public override Tensor forward(Tensor x) => head.call(norm.call(base.forward(x)));
}

/// <summary>A member of the base gets another module when the first one is registered.</summary>
public sealed class WideEncoder : EncoderBase
{
    public WideEncoder() : base(nameof(WideEncoder), 8)
    {
        embedding = Embedding(64, 8); // expect: TSG1003
    }

    protected override Module<Tensor, Tensor> CreateBody(int size) => Linear(size, size);
}
