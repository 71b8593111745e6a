using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Says which object stands for what in the model, and complains where that is another one than before.</summary>
internal static class Binding
{
    /// <summary>Goes through the members of <paramref name="module"/> and of everything below.</summary>
    public static void Bind(ModelModule module, object? real, string path = "") => Bind(module, real, path, []);

    private static void Bind(Node node, object? real, string path, HashSet<Node> seen)
    {
        Require(real is not null, path, "is null");
        node.Real ??= real;
        Require(ReferenceEquals(node.Real, real), path, "is another object than before");
        if (!seen.Add(node))
        {
            return;
        }

        if (node is ModelModule module)
        {
            foreach (Slot slot in module.Slots)
            {
                Bind(slot, Access.Get(module, slot), $"{path}.{slot.Member?.Name ?? slot.Key}", seen);
            }

            return;
        }

        var collection = (ModelCollection)node;
        object?[] elements = Access.Elements(collection);
        Require(
            elements.Length == collection.Elements.Count, path, $"has {elements.Length} elements instead of {collection.Elements.Count}");
        for (int i = 0; i < elements.Length; i++)
        {
            Bind(collection.Elements[i], elements[i], $"{path}[{collection.Elements[i].Key}]", seen);
        }
    }

    private static void Bind(Slot slot, object? real, string path, HashSet<Node> seen)
    {
        switch (slot.Value)
        {
            case null:
                Require(real is null, path, "is not null");
                break;
            case Node node:
                Bind(node, real, path, seen);
                break;
            case ModelTensor tensor:
                Require(real is not null, path, "is null");
                Require(!ReferenceEquals(tensor.Replaced, real), path, "is still the object from before the move");
                tensor.Real ??= (Tensor)real!;
                Require(ReferenceEquals(tensor.Real, real), path, "is another object than expected");
                break;
        }
    }

    private static void Require(bool condition, string path, string complaint)
    {
        if (!condition)
        {
            throw new MismatchException($"root{path} {complaint}");
        }
    }
}
