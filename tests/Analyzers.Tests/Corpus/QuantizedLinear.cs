using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.QuantizedLinear;

/// <summary>Replaces what it has registered, and disposes it first.</summary>
public sealed class AwqLinear : Module<Tensor, Tensor>
{
    private Parameter qweight;
    private Parameter scales;

    public AwqLinear(long inputs, long outputs) : base(nameof(AwqLinear))
    {
        qweight = Parameter(zeros(inputs, outputs / 8, dtype: int32), requires_grad: false);
        scales = Parameter(zeros(inputs / 128, outputs), requires_grad: false);
        RegisterComponents();
    }

    public void Repack()
    {
        var packed = qweight.view(-1);
        qweight = Parameter(packed, requires_grad: false); // expect: TSG1004
        scales.copy_(scales * 2); // silent: TSG1004
    }

    public override Tensor forward(Tensor x) => x.matmul(qweight.to(x.dtype)) * scales;
}

/// <summary>Weights come with the constructor, in whatever order: registered last.</summary>
public sealed class Int8Linear : Module<Tensor, Tensor>
{
    private readonly Tensor weight_int8;
    private readonly Tensor scale;
    private readonly Parameter? bias;

    public Int8Linear(Linear source) : base(nameof(Int8Linear))
    {
        using var _ = no_grad();
        scale = source.weight!.abs().amax([1]) / 127;
        weight_int8 = (source.weight! / scale.unsqueeze(1)).round().to(int8);
        bias = source.bias;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = x.matmul(weight_int8.to(x.dtype).t()) * scale; // silent: TSG1014
        return bias is null ? y : y + bias;
    }
}
