using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Generators.Runtime;

/// <content>The modules that stand for collections: always the same one while the member holds the same collection.</content>
public sealed partial class ModuleState
{
    private Dictionary<string, CollectionModule>? _collections;

    internal bool TryGetCollection(string key, object collection, [NotNullWhen(true)] out CollectionModule? module)
    {
        module = null;
        return _collections is not null && _collections.TryGetValue(key, out module) && ReferenceEquals(module.Source, collection);
    }

    internal CollectionModule Keep(string key, CollectionModule module) => (_collections ??= [])[key] = module;

    /// <summary>Whether the child has been asked to register what it holds, which happens once.</summary>
    internal bool IsRegistered(string key, torch.nn.Module child) =>
        Submodules.TryGet(key, out torch.nn.Module? registered) && ReferenceEquals(registered, child);

    /// <summary>The member with the key <paramref name="key"/>, for messages.</summary>
    internal string PathOf(string key) => $"{_module.GetType().Name}.{key}";
}
