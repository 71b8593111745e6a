using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Shapes in PyTorch's notation.</summary>
internal static class TorchSize
{
    public static string Format(IEnumerable<long> shape) => $"torch.Size([{string.Join(", ", shape)}])";
}
