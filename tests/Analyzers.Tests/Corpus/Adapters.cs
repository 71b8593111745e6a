using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Adapters;

/// <summary>Wraps a layer that somebody else made.</summary>
public sealed class LoraLinear : Module<Tensor, Tensor>
{
    private readonly Linear inner;
    private readonly Parameter lora_A;
    private readonly Parameter lora_B;
    private readonly double scaling;

    public LoraLinear(Linear inner, int rank, double alpha) : base(nameof(LoraLinear))
    {
        this.inner = inner;
        lora_A = Parameter(randn(rank, inner.in_features) * 0.01);
        lora_B = Parameter(zeros(inner.out_features, rank));
        scaling = alpha / rank;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => inner.call(x) + x.matmul(lora_A.t()).matmul(lora_B.t()) * scaling;
}

/// <summary>Edits TorchSharp's registry on purpose.</summary>
public sealed class QuantLinear : Module<Tensor, Tensor>
{
    private Tensor? weight;
    private readonly Tensor bias;

    public QuantLinear(int n) : base(nameof(QuantLinear))
    {
        weight = randn(n, n);
        bias = zeros(n);
        RegisterComponents();
    }

    public void Quantize()
    {
        var quantized = weight!.to(int8);
        weight.Dispose();
        weight = null;
        _internal_buffers.Remove("weight");
        register_buffer("weight_int8", quantized);
    }

    public override Tensor forward(Tensor x) => x.matmul((weight ?? get_buffer("weight_int8")!.to(x.dtype)).t()) + bias;
}

/// <summary>The moving average is not trained: its owner keeps it on the right device by hand.</summary>
public sealed class Ema : Module<Tensor, Tensor>
{
    private readonly Linear student;
    private readonly Linear teacher;

    public Ema() : base(nameof(Ema))
    {
        student = Linear(4, 4);
        RegisterComponents();
        teacher = Linear(4, 4);
    }

    public Ema Move(Device device)
    {
        this.to(device);
        teacher.to(device);
        return this;
    }

    public override Tensor forward(Tensor x) => student.call(x) - teacher.call(x).detach();
}

/// <summary>Knows its parent, which registers it.</summary>
public sealed class Tree : Module<Tensor, Tensor>
{
    private readonly Leaf leaf;
    private readonly Linear fc;

    public Tree() : base(nameof(Tree))
    {
        fc = Linear(2, 2);
        leaf = new Leaf(this);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => leaf.call(fc.call(x));

    private sealed class Leaf : Module<Tensor, Tensor>
    {
        private readonly Tree tree;
        private readonly Linear own = Linear(2, 2);

        public Leaf(Tree tree) : base(nameof(Leaf)) => this.tree = tree;

        public override Tensor forward(Tensor x) => own.call(x) * tree.GetName().Length;
    }
}
