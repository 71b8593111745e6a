using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.ThrowingProperties;

/// <summary>The transfer looks for a property of a component's name, and cannot set this one.</summary>
public sealed class GemmaNorm : Module<Tensor, Tensor>
{
    private readonly Parameter _weight;

    public Parameter weight => _weight; // expect: TSG1013

    public GemmaNorm(long width) : base(nameof(GemmaNorm))
    {
        _weight = Parameter(zeros(width));
        register_parameter("weight", _weight);
    }

    public override Tensor forward(Tensor x) => x * (1 + weight);
}

/// <summary>A property of another name than any component is free.</summary>
public sealed class QwenNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    public Parameter Gain => weight; // silent: TSG1013

    public long Width => weight.shape[0]; // silent: TSG1013

    public QwenNorm(long width) : base(nameof(QwenNorm))
    {
        weight = Parameter(ones(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * weight;
}
