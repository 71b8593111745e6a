namespace TorchSharp.Generators.StateModel.Tests.Classes;

internal enum CollectionShape
{
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

/// <summary>A collection, which may hold others.</summary>
internal sealed record CollectionLevel(CollectionShape Shape, KeyKind Keys)
{
    /// <summary>The key of an element that was there from the beginning, or of any of a list.</summary>
    public string KeyAt(int index) => (Shape, Keys) switch
    {
        (not CollectionShape.Dictionary, _) => $"{index}",
        (_, KeyKind.Number) => $"{9 - index}",
        _ => $"k{(char)('c' - index)}",
    };

    /// <summary>A key of a dictionary that has had <paramref name="count"/> elements.</summary>
    public string NewKey(int count) => Keys == KeyKind.Number ? $"{100 + count}" : $"n{count}";
}

/// <summary>An element of a collection: a value, or another collection.</summary>
/// <param name="Leaf">Which of the member's values it is.</param>
/// <param name="Inner">What the collection holds.</param>
internal sealed record CollectionElement(int Leaf, CollectionElement[]? Inner);
