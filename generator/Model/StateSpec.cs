using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Model;

/// <summary>The state of a generated class.</summary>
internal sealed record StateSpec
{
    /// <summary>The class with its full name, as <c>global::Book.Block&lt;T&gt;</c>.</summary>
    public required string FullName { get; init; }

    public required bool IsSealed { get; init; }

    public required BaseKind Base { get; init; }

    /// <summary>See <see cref="GeneratedNames.HidesSave"/>.</summary>
    public required bool HidesSave { get; init; }

    /// <summary>See <see cref="GeneratedNames.PrintsTree"/>.</summary>
    public required bool PrintsTree { get; init; }

    /// <summary>The state, in declaration order.</summary>
    public required EquatableArray<MemberSpec> Members { get; init; }
}
