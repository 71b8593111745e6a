using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>What a registered member is to PyTorch.</summary>
internal enum StateKind
{
    Parameter,
    Buffer,
    Submodule,
}

/// <summary>What a type can hold.</summary>
/// <param name="Kind">Parameter, buffer or submodule.</param>
/// <param name="Depth">
/// How many collections are around it: none, or one as in <c>Linear[]</c> (keys <c>layers.0</c>, <c>layers.1</c>, ...), or two as in
/// <c>Dictionary&lt;string, Linear[]&gt;</c> (keys <c>heads.cls.0</c>, ...), and so on.
/// </param>
internal sealed record StateType(StateKind Kind, int Depth)
{
    public bool IsCollection => Depth > 0;
}

/// <summary>A member of a generated class that is registered state, and under which key.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Held">What the type holds.</param>
/// <param name="Type">The member's declared type.</param>
/// <param name="Key">The name of the state_dict entry, or the prefix of the child's entries.</param>
/// <param name="Attribute">The state attribute, null where the type alone makes the member state.</param>
internal sealed record StateMember(
    ISymbol Symbol,
    StateType Held,
    ITypeSymbol Type,
    string Key,
    StateAttribute? Attribute)
{
    public StateKind Kind => Held.Kind;

    public bool IsCollection => Held.IsCollection;

    public bool Persistent => Attribute?.Persistent ?? true;

    public bool KeepDtype => Attribute?.KeepDtype ?? false;

    public string? Recipe => Attribute?.Recipe;

    public ImmutableArray<string> Aliases => Attribute?.Aliases ?? ImmutableArray<string>.Empty;
}
