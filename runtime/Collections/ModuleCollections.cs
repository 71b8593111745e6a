using System.Collections.Concurrent;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>The collections that the members of one module hold.</summary>
internal sealed class ModuleCollections(ModuleRegistry owner) : IModuleCollections
{
    private readonly ConcurrentDictionary<string, CollectionModule> _modules = [];

    public torch.nn.Module Parameters(string key, IReadOnlyList<Parameter?> list) => List(key, list, ParameterElement.Instance);

    public torch.nn.Module Parameters<TKey, T>(string key, Dictionary<TKey, T> dictionary)
        where TKey : notnull
        where T : Parameter? =>
        Dictionary(key, dictionary, ParameterElement.Instance);

    public torch.nn.Module Buffers(string key, IReadOnlyList<torch.Tensor?> list, bool persistent, bool keepDtype) =>
        Known(key, list) ?? List(key, list, new BufferElement(persistent, keepDtype));

    public torch.nn.Module Buffers<TKey, T>(string key, Dictionary<TKey, T> dictionary, bool persistent, bool keepDtype)
        where TKey : notnull
        where T : torch.Tensor? =>
        Known(key, dictionary) ?? Dictionary(key, dictionary, new BufferElement(persistent, keepDtype));

    public torch.nn.Module Modules(string key, IReadOnlyList<object?> list) => List(key, list, ModuleElement.Instance);

    public torch.nn.Module Modules<TKey, T>(string key, Dictionary<TKey, T> dictionary)
        where TKey : notnull
        where T : class? =>
        Dictionary(key, dictionary, ModuleElement.Instance);

    public torch.nn.Module Nested<T>(string key, IReadOnlyList<T?> list, ElementVisit<T> visit)
        where T : class =>
        Known(key, list) ?? List(key, list, new NestedElement<T>(visit));

    public torch.nn.Module Nested<TKey, T>(string key, Dictionary<TKey, T> dictionary, ElementVisit<T> visit)
        where TKey : notnull
        where T : class? =>
        Known(key, dictionary) ?? Dictionary(key, dictionary, new NestedElement<T>(visit));

    private CollectionModule List<T>(string key, IReadOnlyList<T?> list, StateElement<T> element)
        where T : class? =>
        Known(key, list) ?? Keep(key, new ListModule<T>(owner.PathOf(key), list, element));

    private CollectionModule Dictionary<TKey, TValue, T>(string key, Dictionary<TKey, TValue> dictionary, StateElement<T> element)
        where TKey : notnull
        where TValue : T?
        where T : class? =>
        Known(key, dictionary) ?? Keep(key, new DictionaryModule<TKey, TValue, T>(owner.PathOf(key), dictionary, element));

    private CollectionModule? Known(string key, object collection) =>
        _modules.TryGetValue(key, out CollectionModule? module) && ReferenceEquals(module.Source, collection) ? module : null;

    /// <summary>Two threads that read first find one module, or each would find the other's registry wrong.</summary>
    private CollectionModule Keep(string key, CollectionModule module) =>
        _modules.AddOrUpdate(key, module, (_, known) => ReferenceEquals(known.Source, module.Source) ? known : module);
}
