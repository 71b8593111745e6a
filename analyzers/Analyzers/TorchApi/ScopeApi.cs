using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What opens a <c>DisposeScope</c>, and what takes a tensor out of one.</summary>
internal static class ScopeApi
{
    public static readonly MemberTable Opening = new(TorchOwner.Torch, "NewDisposeScope");

    /// <summary>Methods of the tensor that leaves.</summary>
    public static readonly MemberTable Leaving = new(
        TorchOwner.Tensor, "DetachFromDisposeScope", "MoveToOuterDisposeScope", "MoveToOtherDisposeScope");

    /// <summary>Methods of the scope that lets it go.</summary>
    public static readonly MemberTable Releasing = new(TorchOwner.Scope, "Detach", "MoveToOuter", "MoveToOther");

    public static bool Opens(IMethodSymbol method, TorchSymbols torch) => Opening.Contains(method, torch);

    /// <summary>By the name alone, for a look at syntax: any call that takes something out of a scope counts.</summary>
    public static bool IsNameOfRelease(string name) => Leaving.Names.Contains(name) || Releasing.Names.Contains(name);
}
