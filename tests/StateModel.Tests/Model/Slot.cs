using TorchSharp.Generators.StateModel.Tests.Classes;

namespace TorchSharp.Generators.StateModel.Tests.Model;

/// <summary>A place that holds a value: a member of a module, an element of a collection, an entry of one of TorchSharp's layers.</summary>
internal sealed class Slot(string key, MemberKind kind)
{
    public string Key { get; } = key;

    public MemberKind Kind { get; } = kind;

    /// <summary>The member, null for what TorchSharp's layers hold. An element has the member of its collection.</summary>
    public MemberSpec? Member { get; init; }

    /// <summary>The class that declares the member, which may be generic or a base class.</summary>
    public ClassSpec? Owner { get; init; }

    /// <summary>A <see cref="ModelTensor"/>, a <see cref="ModelModule"/>, a <see cref="ModelCollection"/> or nothing.</summary>
    public object? Value { get; set; }

    public bool IsRegistered => Member?.IsRegistered != false;

    /// <summary>Whether the package follows this member, and not TorchSharp's reflection.</summary>
    public bool IsDeclared => Owner is { IsGenerated: true };

    public Entry? Entry =>
        Value is ModelTensor tensor && IsRegistered
            ? new(Key, tensor, Member?.IsPersistent != false, Member?.KeepsDtype == true, this)
            : null;

    /// <summary>This slot, or those in the collections that it holds.</summary>
    public IEnumerable<Slot> Leaves =>
        Value is ModelCollection collection ? collection.Elements.SelectMany(static element => element.Leaves) : [this];

    public (string Key, Node Node)? Child => Value is Node node && IsRegistered ? (Key, node) : null;
}

/// <summary>An array, a list or a dictionary that a member holds, or one in these.</summary>
internal sealed class ModelCollection(MemberSpec member, int depth) : Node
{
    public MemberSpec Member { get; } = member;

    public CollectionLevel Level { get; } = member.Levels[depth];

    public bool HoldsCollections => depth + 1 < Member.Levels.Length;

    public List<Slot> Elements { get; } = [];

    public override IEnumerable<Entry> Parameters => Tensors(MemberKind.Parameter);

    public override IEnumerable<Entry> Buffers => Tensors(MemberKind.Buffer);

    public override IEnumerable<(string Key, Node Node)> Children =>
        Elements.Select(static element => element.Child).OfType<(string, Node)>();

    public void Add(object? value, string? key = null) =>
        Elements.Add(new Slot(key ?? Level.KeyAt(Elements.Count), Member.Kind) { Member = Member, Value = value });

    /// <summary>An empty collection, as an element.</summary>
    public ModelCollection NewInner() => new(Member, depth + 1);

    /// <summary>An element under another key, where one before it has gone.</summary>
    public void Renumber()
    {
        if (Level.Shape != CollectionShape.Dictionary)
        {
            object?[] values = [.. Elements.Select(static element => element.Value)];
            Elements.Clear();
            Array.ForEach(values, value => Add(value));
        }
    }

    private IEnumerable<Entry> Tensors(MemberKind kind) =>
        Member.Kind == kind ? Elements.Select(static element => element.Entry).OfType<Entry>() : [];
}
