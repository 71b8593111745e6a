using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>A tensor that could have been made where the module is, and was not. Equal by reference.</summary>
/// <param name="call">
/// The factory of <c>torch</c> that could have named a device, or the call of a helper in another class that has such a
/// factory in it. Null for an input of which it is asked what a module does with it.
/// </param>
/// <param name="method">The method in whose body the call stands.</param>
internal sealed class Creation(IInvocationOperation? call, IMethodSymbol method)
{
    public IInvocationOperation? Call { get; } = call;

    public IMethodSymbol Method { get; } = method;
}
