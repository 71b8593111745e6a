namespace TorchSharp.Generators.SourceGeneration.Model;

/// <summary>What the implementing part of a partial property repeats of its declaration, and what it does.</summary>
internal sealed record PartialPropertySpec
{
    /// <summary>As <c>public virtual partial</c>.</summary>
    public required string Modifiers { get; init; }

    /// <summary>The full type, with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The property's name, or <c>this[int index]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The accessor with its accessibility, as <c>get</c>; null where there is none.</summary>
    public required string? Getter { get; init; }

    /// <summary>The accessor with its accessibility, as <c>private set</c>; null where there is none.</summary>
    public required string? Setter { get; init; }

    /// <summary>Null in a class whose declaration is wrong: its properties exist for the compiler alone.</summary>
    public required BackingFieldSpec? Field { get; init; }

    /// <summary>Whether the value is state, which the setter registers.</summary>
    public required bool IsState { get; init; }
}

/// <summary>The generated field behind a partial property.</summary>
/// <param name="Name">As <c>__Mask</c>.</param>
/// <param name="Type">The full type; for a reference the nullable one, since nothing is in it at first.</param>
/// <param name="IsStatic">Whether the property is.</param>
internal sealed record BackingFieldSpec(string Name, string Type, bool IsStatic);
