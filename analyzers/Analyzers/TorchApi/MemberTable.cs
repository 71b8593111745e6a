using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>Whose members a table names.</summary>
internal enum TorchOwner
{
    /// <summary><c>torch.nn.Module</c>, its stock containers, and TorchSharp's extension methods on modules.</summary>
    Module,

    /// <summary><c>torch.Tensor</c>, and TorchSharp's extension methods on tensors.</summary>
    Tensor,

    /// <summary>The static functions of <c>torch</c> and of the classes in it, <c>torch.nn.functional</c> for one.</summary>
    Torch,

    /// <summary>An operation that TorchSharp has as a method of a tensor, as a function, or as both.</summary>
    TensorOrTorch,

    /// <summary><c>DisposeScope</c>.</summary>
    Scope,
}

/// <summary>
/// The members of TorchSharp of which one thing is true, by their names. It holds for all overloads of a name; a member of
/// the user's own that is called the same is none of them. A test finds each name in the assembly.
/// </summary>
internal sealed class MemberTable(TorchOwner owner, params string[] names)
{
    public TorchOwner Owner { get; } = owner;

    public ImmutableHashSet<string> Names { get; } = [.. names];

    public bool Contains(ISymbol member, TorchSymbols torch) => Names.Contains(member.Name) && IsOwned(member, Owner, torch);

    private static bool IsOwned(ISymbol member, TorchOwner owner, TorchSymbols torch) =>
        member.ContainingType is { } type
        && TorchMember.Is(member, torch)
        && owner switch
        {
            TorchOwner.Module => torch.IsModule(type) || ExtendedType(member) is { } extended && torch.IsModule(extended),
            TorchOwner.Tensor => torch.IsTensorLike(type) || ExtendedType(member) is { } extended && torch.IsTensorLike(extended),
            TorchOwner.Torch => member.IsStatic && TorchFunction.IsDeclaredIn(type),
            TorchOwner.TensorOrTorch => torch.IsTensorLike(type) || (member.IsStatic && TorchFunction.IsDeclaredIn(type)),
            _ => type.Name == "DisposeScope",
        };

    /// <summary>The type of the first parameter of an extension method, however it is called.</summary>
    private static ITypeSymbol? ExtendedType(ISymbol member) =>
        member is IMethodSymbol { IsExtensionMethod: true } method
        && (method.ReducedFrom ?? method).OriginalDefinition.Parameters is [var receiver, ..]
            ? receiver.Type
            : null;
}
