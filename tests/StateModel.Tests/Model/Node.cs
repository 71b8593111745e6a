namespace TorchSharp.Generators.StateModel.Tests.Model;

/// <summary>A tensor in a module, under a key.</summary>
internal sealed record Entry(string Key, ModelTensor Tensor, bool IsPersistent, bool KeepsDtype, Slot Slot);

/// <summary>A place in the tree of modules: a module, or a collection, which PyTorch would keep in a ModuleList or its like.</summary>
internal abstract class Node
{
    public abstract IEnumerable<Entry> Parameters { get; }

    public abstract IEnumerable<Entry> Buffers { get; }

    public abstract IEnumerable<(string Key, Node Node)> Children { get; }

    /// <summary>The object.</summary>
    public object? Real { get; set; }

    /// <summary>
    /// This node and those below with the prefix of their keys, a parent before its children; a shared one at each of its places.
    /// </summary>
    public IEnumerable<(string Prefix, Node Node)> Walk(string prefix = "")
    {
        yield return (prefix, this);
        foreach ((string key, Node child) in Children)
        {
            foreach ((string, Node) below in child.Walk($"{prefix}{key}."))
            {
                yield return below;
            }
        }
    }

    /// <summary>PyTorch's order: own parameters, own persistent buffers, then the children.</summary>
    public IEnumerable<(string Key, Entry Entry)> StateDict() =>
        from place in Walk()
        from entry in place.Node.Parameters.Concat(place.Node.Buffers.Where(static buffer => buffer.IsPersistent))
        select (place.Prefix + entry.Key, entry);

    public IEnumerable<(string Key, Entry Entry)> NamedParameters() =>
        Once(from place in Walk() from entry in place.Node.Parameters select (place.Prefix + entry.Key, entry));

    public IEnumerable<(string Key, Entry Entry)> NamedBuffers(bool includeNonPersistent) => Once(
        from place in Walk()
        from entry in place.Node.Buffers
        where includeNonPersistent || entry.IsPersistent
        select (place.Prefix + entry.Key, entry));

    /// <summary>Each tensor below with all its entries.</summary>
    public ILookup<ModelTensor, Entry> Tensors() =>
        (from place in Walk() from entry in place.Node.Parameters.Concat(place.Node.Buffers) select entry).ToLookup(
            static entry => entry.Tensor);

    private static IEnumerable<(string Key, Entry Entry)> Once(IEnumerable<(string Key, Entry Entry)> entries)
    {
        var seen = new HashSet<ModelTensor>();
        return entries.Where(entry => seen.Add(entry.Entry.Tensor));
    }
}
