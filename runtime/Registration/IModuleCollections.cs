using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>Gives the module that stands for a collection: always the same one while the member holds the same collection.</summary>
internal interface IModuleCollections
{
    torch.nn.Module Parameters(string key, IReadOnlyList<Parameter?> list);

    torch.nn.Module Parameters<TKey, T>(string key, Dictionary<TKey, T> dictionary)
        where TKey : notnull
        where T : Parameter?;

    torch.nn.Module Buffers(string key, IReadOnlyList<torch.Tensor?> list, bool persistent, bool keepDtype);

    torch.nn.Module Buffers<TKey, T>(string key, Dictionary<TKey, T> dictionary, bool persistent, bool keepDtype)
        where TKey : notnull
        where T : torch.Tensor?;

    torch.nn.Module Modules(string key, IReadOnlyList<object?> list);

    torch.nn.Module Modules<TKey, T>(string key, Dictionary<TKey, T> dictionary)
        where TKey : notnull
        where T : class?;

    torch.nn.Module Nested<T>(string key, IReadOnlyList<T?> list, ElementVisit<T> visit)
        where T : class;

    torch.nn.Module Nested<TKey, T>(string key, Dictionary<TKey, T> dictionary, ElementVisit<T> visit)
        where TKey : notnull
        where T : class?;
}
