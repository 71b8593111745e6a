using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>Gives the module that stands for a collection: always the same one while the member holds the same collection.</summary>
internal interface IModuleCollections
{
    torch.nn.Module Parameters(string key, IReadOnlyList<Parameter?> list);

    torch.nn.Module Parameters<T>(string key, Dictionary<string, T> dictionary)
        where T : Parameter?;

    torch.nn.Module Buffers(string key, IReadOnlyList<torch.Tensor?> list, bool persistent, bool keepDtype);

    torch.nn.Module Buffers<T>(string key, Dictionary<string, T> dictionary, bool persistent, bool keepDtype)
        where T : torch.Tensor?;

    torch.nn.Module Modules(string key, IReadOnlyList<object?> list);

    torch.nn.Module Modules<T>(string key, Dictionary<string, T> dictionary)
        where T : class?;
}
