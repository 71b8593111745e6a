using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Model;

/// <summary>All that is needed to write the generated part of one class.</summary>
internal sealed record ModuleSpec
{
    /// <summary>Unique among the files of a compilation: namespace, containing types, name, arity.</summary>
    public required string HintName { get; init; }

    /// <summary>Null for the global namespace.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The containing types, outermost first, as <c>partial class Outer&lt;T&gt;</c>.</summary>
    public required EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The class itself, as <c>Block&lt;T&gt;</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The class with its full name, as <c>global::Book.Block&lt;T&gt;</c>.</summary>
    public required string FullName { get; init; }

    public required bool IsSealed { get; init; }

    public required BaseKind Base { get; init; }

    /// <summary>The state, in declaration order.</summary>
    public required EquatableArray<MemberSpec> Members { get; init; }

    /// <summary>Fields that TorchSharp's reflection would register and the declaration does not: see <see cref="Emit.VisitWriter"/>.</summary>
    public required EquatableArray<string> Unregistered { get; init; }
}
