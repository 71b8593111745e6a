using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>A call of a factory of <c>torch</c> that could have named a device and did not. Equal by reference.</summary>
internal sealed class Creation(IInvocationOperation call, IMethodSymbol method)
{
    public IInvocationOperation Call { get; } = call;

    /// <summary>The method in whose body the call stands.</summary>
    public IMethodSymbol Method { get; } = method;
}
