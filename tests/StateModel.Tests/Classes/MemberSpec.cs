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

internal enum MemberShape
{
    Single,
    Array,
    List,
    Dictionary,
}

/// <summary>What the keys of a dictionary are.</summary>
internal enum KeyKind
{
    String,
    Number,
    Name,
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

    public double[] Values => [.. Enumerable.Range(0, (int)Count).Select(index => Dtype == ScalarType.Bool ? (Seed + index) % 2 : Seed + index)];
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

    public required MemberShape Shape { get; init; }

    public KeyKind Keys { get; init; }

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

    /// <summary>The first value; of a collection, the elements.</summary>
    public TensorSpec[] Tensors { get; init; } = [];

    public ModuleType[] Modules { get; init; } = [];

    /// <summary>Whether the type of the module is the type parameter of the class.</summary>
    public bool IsTypeParameter { get; init; }

    public bool IsCollection => Shape != MemberShape.Single;

    public int Count => Kind == MemberKind.Module ? Modules.Length : Tensors.Length;

    public int Size => Tensors.Length + Modules.Sum(static module => module.Size);

    /// <summary>The key of an element that was there from the beginning, or of any of a list.</summary>
    public string KeyAt(int index) => (Shape, Keys) switch
    {
        (not MemberShape.Dictionary, _) => $"{index}",
        (_, KeyKind.Number) => $"{9 - index}",
        _ => $"k{(char)('c' - index)}",
    };

    /// <summary>A key of a dictionary that has had <paramref name="count"/> elements.</summary>
    public string NewKey(int count) => Keys == KeyKind.Number ? $"{100 + count}" : $"n{count}";
}
