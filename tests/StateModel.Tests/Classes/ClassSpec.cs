namespace TorchSharp.Generators.StateModel.Tests.Classes;

internal enum Registering
{
    Never,
    Late,
    Early,
    EarlyAndLate,
    ReadsEarly,
}

/// <summary>A module class that a case declares.</summary>
internal sealed record ClassSpec
{
    public required string Name { get; init; }

    public required bool IsGenerated { get; init; }

    public required bool IsSnakeCase { get; init; }

    /// <summary>The class has a type parameter, and a last member of that type.</summary>
    public required bool IsGeneric { get; init; }

    public required Registering Registering { get; init; }

    public ModuleType? Base { get; init; }

    public List<MemberSpec> Members { get; } = [];

    /// <summary>This class and those above, the topmost first.</summary>
    public IEnumerable<ClassSpec> Chain => Base is null ? [this] : [.. Base.Class!.Chain, this];

    /// <summary>Whether the package is in it.</summary>
    public bool IsStateful => Chain.Any(static type => type.IsGenerated);

    /// <summary>Without the package a class has to register itself, at the end of its constructor.</summary>
    public bool CanBeHeld => IsStateful || Registering == Registering.Late;
}

internal enum StockKind
{
    Linear,
    BatchNorm,
    Embedding,
    Refuser,
    Sequential,
    ModuleList,
    ModuleDict,
}

/// <summary>The type of a module: a class of the case, perhaps closed over another type, one of TorchSharp's, or <c>Refuser</c>.</summary>
/// <param name="Class">The class of the case.</param>
/// <param name="Stock">The other class.</param>
/// <param name="Arguments">What a generic class is closed over, or what a container of TorchSharp holds.</param>
/// <param name="Seed">The first value in the tensors of a layer.</param>
internal sealed record ModuleType(ClassSpec? Class, StockKind Stock, ModuleType[] Arguments, int Seed)
{
    public static ModuleType Linear(int seed) => new(null, StockKind.Linear, [], seed);

    public static ModuleType Of(ClassSpec type, params ModuleType[] arguments) => new(type, default, arguments, 0);

    /// <summary>Whether the package is in it.</summary>
    public bool IsStateful => Class is { IsStateful: true };

    /// <summary>How many tensors an instance has, to keep trees small.</summary>
    public int Size => Class is null
        ? Stock switch
        {
            StockKind.Linear or StockKind.Refuser => 2,
            StockKind.BatchNorm => 5,
            StockKind.Embedding => 1,
            _ => Arguments.Sum(static argument => argument.Size)
        }
        : 1 + Class.Chain.Sum(type => type.Members.Sum(member => member.Size)) + Arguments.Sum(static argument => argument.Size);
}
