using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Statics;

public sealed class Normalizer : Module<Tensor, Tensor>
{
    private static readonly Tensor Mean = tensor(new[] { 0.485f, 0.456f, 0.406f }).view(3, 1, 1); // expect: TSG1008
    private static readonly Tensor Std = tensor(new[] { 0.229f, 0.224f, 0.225f }).view(3, 1, 1);
    private static readonly Tensor Half = tensor(0.5f);
    private static readonly Tensor Order = tensor(new long[] { 2, 1, 0 });
    private readonly Conv2d conv;

    public Normalizer() : base("Normalizer")
    {
        conv = Conv2d(3, 8, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x[.., TensorIndex.Tensor(Order)];
        return conv.call((x - Mean) / Std.to(x.device) * Half);
    }
}

public static class Constants
{
    public static readonly Tensor Pi = tensor(new[] { 3.14f, 3.15f });
}

/// <summary>Made on the GPU by name.</summary>
public sealed class Fixed : Module<Tensor, Tensor>
{
    private static readonly Tensor Table = zeros(4, device: CUDA);

    public Fixed() : base("Fixed") => RegisterComponents();

    public override Tensor forward(Tensor x) => x + Table;
}
