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

    /// <summary>How the part begins, as <c>partial class Block&lt;T&gt;</c>.</summary>
    public required string Header { get; init; }

    /// <summary>Null where something is wrong with the declaration: then the partial properties are all that is written.</summary>
    public required StateSpec? State { get; init; }

    /// <summary>The partial properties whose implementing part is left to the generator.</summary>
    public required EquatableArray<PartialPropertySpec> PartialProperties { get; init; }
}
