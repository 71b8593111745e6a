using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>The static functions of TorchSharp, and those of them and of a tensor's methods that compute with tensors.</summary>
internal static class TorchFunction
{
    /// <summary>A static method of <c>torch</c> or of a class in it, <c>torch.nn.functional</c> for one.</summary>
    public static bool Is(IMethodSymbol method, TorchSymbols torch) =>
        method.IsStatic && torch.IsStock(method.ContainingType) && IsDeclaredIn(method.ContainingType);

    /// <summary>A method of a tensor, a function of <c>torch</c>, or an extension method of TorchSharp's on tensors.</summary>
    public static bool IsOnTensors(IMethodSymbol method, TorchSymbols torch) =>
        torch.IsTensorLike(method.ContainingType)
        || Is(method, torch)
        || (torch.IsStock(method.ContainingType)
            && method.IsExtensionMethod
            && (method.ReducedFrom ?? method).Parameters is [{ Type: { } first }, ..]
            && torch.IsTensorLike(first));

    internal static bool IsDeclaredIn(INamedTypeSymbol type)
    {
        INamedTypeSymbol outermost = type;
        while (outermost.ContainingType is { } outer)
        {
            outermost = outer;
        }

        return outermost.Name == "torch";
    }
}
