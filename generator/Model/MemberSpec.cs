using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Model;

/// <summary>How generated code reaches the value of a member.</summary>
internal enum MemberAccess
{
    /// <summary>A field, handed over by reference.</summary>
    Field,

    /// <summary>A property with a setter, or a volatile field: copied, handed over, written back where it was replaced.</summary>
    Copy,

    /// <summary>Only read: modules and collections are never replaced.</summary>
    Value,
}

/// <summary>One state member of a generated class.</summary>
internal sealed record MemberSpec
{
    /// <summary>The field or property as generated code writes it: <c>mask</c>, <c>@event</c>, <c>this.visitor</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The variable that holds the value while a visitor sees it, for <see cref="MemberAccess.Copy"/>.</summary>
    public required string? Local { get; init; }

    public required string Key { get; init; }

    public required StateKind Kind { get; init; }

    /// <summary>How many collections are around the state: <see cref="StateType.Depth"/>.</summary>
    public required int Depth { get; init; }

    public required MemberAccess Access { get; init; }

    /// <summary>Whether the type that <see cref="Reference"/> has says that the value may be null.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>An <c>IModule&lt;...&gt;</c>, whose value is a module only by its run-time type.</summary>
    public required bool IsInterface { get; init; }

    public required bool Persistent { get; init; }

    public required bool KeepDtype { get; init; }

    public required RecipeSpec? Recipe { get; init; }

    public required EquatableArray<string> Aliases { get; init; }
}

/// <summary>The method that re-creates a buffer.</summary>
internal sealed record RecipeSpec(string Method, bool TakesDevice);
