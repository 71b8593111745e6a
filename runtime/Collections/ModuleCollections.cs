using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>The collections that the members of one module hold.</summary>
internal sealed class ModuleCollections(ModuleRegistry owner) : IModuleCollections
{
    private readonly Dictionary<string, CollectionModule> _modules = [];

    public torch.nn.Module Parameters(string key, IReadOnlyList<Parameter?> list) =>
        Known(key, list) ?? Keep(key, new ListModule<Parameter>(owner.PathOf(key), list, ParameterElement.Instance));

    public torch.nn.Module Parameters<T>(string key, Dictionary<string, T> dictionary)
        where T : Parameter? =>
        Known(key, dictionary) ?? Keep(key, new DictionaryModule<T, Parameter>(owner.PathOf(key), dictionary, ParameterElement.Instance));

    public torch.nn.Module Buffers(string key, IReadOnlyList<torch.Tensor?> list, bool persistent, bool keepDtype) =>
        Known(key, list) ?? Keep(key, new ListModule<torch.Tensor>(owner.PathOf(key), list, new BufferElement(persistent, keepDtype)));

    public torch.nn.Module Buffers<T>(string key, Dictionary<string, T> dictionary, bool persistent, bool keepDtype)
        where T : torch.Tensor? =>
        Known(key, dictionary)
        ?? Keep(key, new DictionaryModule<T, torch.Tensor>(owner.PathOf(key), dictionary, new BufferElement(persistent, keepDtype)));

    public torch.nn.Module Modules(string key, IReadOnlyList<object?> list) =>
        Known(key, list) ?? Keep(key, new ListModule<object>(owner.PathOf(key), list, ModuleElement.Instance));

    public torch.nn.Module Modules<T>(string key, Dictionary<string, T> dictionary)
        where T : class? =>
        Known(key, dictionary) ?? Keep(key, new DictionaryModule<T, object>(owner.PathOf(key), dictionary, ModuleElement.Instance));

    private CollectionModule? Known(string key, object collection) =>
        _modules.TryGetValue(key, out CollectionModule? module) && ReferenceEquals(module.Source, collection) ? module : null;

    private CollectionModule Keep(string key, CollectionModule module) => _modules[key] = module;
}
