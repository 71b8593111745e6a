using TorchSharp.Generators.StateModel.Tests.Classes;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Model;

/// <summary>What a module is expected to be, by PyTorch's rules and the declarations of its class.</summary>
internal sealed class ModelModule : Node
{
    private ModelModule(ModuleType type) => Type = type;

    public ModuleType Type { get; }

    public List<Slot> Slots { get; } = [];

    public bool IsTraining { get; set; } = true;

    /// <summary>Whether the package's methods are there.</summary>
    public bool IsStateful => Type.IsStateful;

    public override IEnumerable<Entry> Parameters => Tensors(MemberKind.Parameter);

    public override IEnumerable<Entry> Buffers => Tensors(MemberKind.Buffer);

    public override IEnumerable<(string Key, Node Node)> Children => InOrder.Select(static slot => slot.Child).OfType<(string, Node)>();

    public string Label => ClassRenderer.NameOf(Type);

    /// <summary>
    /// Base class first, in declaration order. What TorchSharp finds by reflection in a hand-written class stands before
    /// the declared members where that class is at the top, and behind them otherwise.
    /// </summary>
    private IEnumerable<Slot> InOrder => Type.Class is { IsStateful: true } type && type.Chain.First().IsGenerated
        ? Slots.Where(static slot => slot.IsDeclared).Concat(Slots.Where(static slot => !slot.IsDeclared))
        : Slots;

    /// <summary>A new instance, as its constructor leaves it.</summary>
    public static ModelModule Create(ModuleType type)
    {
        var module = new ModelModule(type);
        if (type.Class is { } spec)
        {
            module.Fill(type, spec);
        }
        else
        {
            module.FillStock(type);
        }

        return module;
    }

    private IEnumerable<Entry> Tensors(MemberKind kind) =>
        InOrder.Where(slot => slot.Kind == kind).Select(static slot => slot.Entry).OfType<Entry>();

    private void Fill(ModuleType type, ClassSpec spec)
    {
        if (spec.Base is { } @base)
        {
            Fill(@base, @base.Class!);
        }

        foreach (MemberSpec member in spec.Members)
        {
            Slots.Add(new Slot(member.Key, member.Kind) { Member = member, Owner = spec, Value = InitialValueOf(type, member) });
        }

        foreach (Slot tied in Slots.Where(slot => slot.Owner == spec && slot.Member!.TiedTo is not null))
        {
            tied.Value = Slots.Single(slot => slot.Member == tied.Member!.TiedTo).Value;
        }
    }

    private static object? InitialValueOf(ModuleType type, MemberSpec member)
    {
        if (member.Initial == InitialValue.Null || member.TiedTo is not null)
        {
            return null;
        }

        object[] values =
        [
            .. member.Tensors.Select(tensor => ModelTensor.Of(tensor, member.Kind == MemberKind.Parameter)),
            .. (member.IsTypeParameter ? type.Arguments : member.Modules).Select(Create),
        ];
        return member.IsCollection ? Fill(new ModelCollection(member, depth: 0), member.Elements, values) : values[0];
    }

    private static ModelCollection Fill(ModelCollection collection, CollectionElement[] elements, object[] values)
    {
        foreach (CollectionElement element in elements)
        {
            collection.Add(element.Inner is { } inner ? Fill(collection.NewInner(), inner, values) : values[element.Leaf]);
        }

        return collection;
    }

    private void FillStock(ModuleType type)
    {
        string[] names = type.Stock switch
        {
            StockKind.Linear => ["weight", "bias"],
            StockKind.BatchNorm => ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"],
            StockKind.Embedding => ["weight"],
            _ => [],
        };
        for (int i = 0; i < names.Length; i++)
        {
            bool isParameter = i < 2;
            ScalarType dtype = i == 4 ? ScalarType.Int64 : ScalarType.Float32;
            long[] shape = i == 4 ? [] : type.Stock is (StockKind.Linear or StockKind.Embedding) && i == 0 ? [2, 2] : [2];
            ModelTensor tensor = ModelTensor.Of(new TensorSpec(dtype, shape, type.Seed + i), isParameter);
            Slots.Add(new Slot(names[i], isParameter ? MemberKind.Parameter : MemberKind.Buffer) { Value = tensor });
        }

        if (type.Stock == StockKind.Refuser)
        {
            Slots.Add(new Slot("inner", MemberKind.Module) { Value = Create(ModuleType.Linear(type.Seed)) });
        }

        string prefix = type.Stock switch { StockKind.Sequential => "s", StockKind.ModuleDict => "d", _ => "" };
        for (int i = 0; i < type.Arguments.Length; i++)
        {
            Slots.Add(new Slot($"{prefix}{i}", MemberKind.Module) { Value = Create(type.Arguments[i]) });
        }
    }
}
