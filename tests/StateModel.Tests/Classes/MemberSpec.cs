using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Classes;

internal enum MemberKind
{
    Parameter,
    Buffer,
    Module,
}

internal enum MemberForm
{
    Field,
    ReadOnly,
    AutoProperty,
    PartialProperty,
}

internal enum InitialValue
{
    Initializer,
    ConstructorBody,
    Null,
}

/// <summary>A tensor as C# would make it: the elements count up from <paramref name="Seed"/>.</summary>
internal sealed record TensorSpec(ScalarType Dtype, long[] Shape, int Seed)
{
    public long Count => Shape.Aggregate(1L, static (product, length) => product * length);

    public double[] Values =>
        [.. Enumerable.Range(0, (int)Count).Select(index => Dtype == ScalarType.Bool ? (Seed + index) % 2 : Seed + index)];
}

/// <summary>A member of a class of the case.</summary>
internal sealed record MemberSpec
{
    public required string Name { get; init; }

    /// <summary>The key in the state_dict.</summary>
    public required string Key { get; init; }

    /// <summary>The key as written in the attribute, null where the name gives it.</summary>
    public string? ExplicitKey { get; init; }

    /// <summary>Whether the key is given by TorchSharp's attribute.</summary>
    public bool UsesComponentName { get; init; }

    public string? Alias { get; init; }

    public required MemberKind Kind { get; init; }

    public required MemberForm Form { get; init; }

    /// <summary>The collection that the member is, and those in it, the outermost first; none for a single value.</summary>
    public CollectionLevel[] Levels { get; init; } = [];

    public bool IsNullable { get; init; }

    public bool IsPersistent { get; init; } = true;

    public bool KeepsDtype { get; init; }

    public bool HasRecipe { get; init; }

    public bool IsRegistered { get; init; } = true;

    /// <summary>Declared as an interface or as <c>Module</c>, so that another type of module can take its place.</summary>
    public bool IsInterface { get; init; }

    public required InitialValue Initial { get; init; }

    /// <summary>An earlier member of the class whose value this one starts with.</summary>
    public MemberSpec? TiedTo { get; init; }

    /// <summary>The first value; of collections, what the innermost hold, in order.</summary>
    public TensorSpec[] Tensors { get; init; } = [];

    public ModuleType[] Modules { get; init; } = [];

    /// <summary>What a collection starts with.</summary>
    public CollectionElement[] Elements { get; init; } = [];

    /// <summary>Whether the type of the module is the type parameter of the class.</summary>
    public bool IsTypeParameter { get; init; }

    public bool IsCollection => Levels.Length > 0;

    public int Size => Tensors.Length + Modules.Sum(static module => module.Size);
}
