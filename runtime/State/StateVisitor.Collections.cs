using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

#pragma warning disable RS0026 // Generated code alone calls these overloads; the types of a list and a dictionary tell them apart.

/// <content>Collections, each of which a visitor sees as one child module, and TorchSharp's own containers.</content>
public abstract partial class StateVisitor
{
    /// <summary>Whose state is being shown.</summary>
    internal ModuleState? Current { get; set; }

    /// <summary>An array or list of parameters.</summary>
    public void Parameters(string key, IReadOnlyList<Parameter?>? value)
    {
        if (!ShowKnown(key, value))
        {
            ShowNew(key, new ListModule<Parameter>(Current!.PathOf(key), value!, ParameterElement.Instance));
        }
    }

    /// <summary>A dictionary of parameters.</summary>
    public void Parameters<T>(string key, Dictionary<string, T>? value)
        where T : Parameter?
    {
        if (!ShowKnown(key, value))
        {
            ShowNew(key, new DictionaryModule<T, Parameter>(Current!.PathOf(key), value!, ParameterElement.Instance));
        }
    }

    /// <summary>An array or list of buffers.</summary>
    public void Buffers(string key, IReadOnlyList<torch.Tensor?>? value, bool persistent = true, bool keepDtype = false)
    {
        if (!ShowKnown(key, value))
        {
            ShowNew(key, new ListModule<torch.Tensor>(Current!.PathOf(key), value!, new BufferElement(persistent, keepDtype)));
        }
    }

    /// <summary>A dictionary of buffers.</summary>
    public void Buffers<T>(string key, Dictionary<string, T>? value, bool persistent = true, bool keepDtype = false)
        where T : torch.Tensor?
    {
        if (!ShowKnown(key, value))
        {
            ShowNew(key, new DictionaryModule<T, torch.Tensor>(Current!.PathOf(key), value!, new BufferElement(persistent, keepDtype)));
        }
    }

    /// <summary>An array or list of modules.</summary>
    public void Modules(string key, IReadOnlyList<object?>? value)
    {
        if (!ShowKnown(key, value))
        {
            ShowNew(key, new ListModule<object>(Current!.PathOf(key), value!, ModuleElement.Instance));
        }
    }

    /// <summary>A dictionary of modules.</summary>
    public void Modules<T>(string key, Dictionary<string, T>? value)
        where T : class?
    {
        if (!ShowKnown(key, value))
        {
            ShowNew(key, new DictionaryModule<T, object>(Current!.PathOf(key), value!, ModuleElement.Instance));
        }
    }

    /// <summary>A <c>ModuleList</c>, brought up to date.</summary>
    public void Module<T>(string key, ModuleList<T>? value)
        where T : torch.nn.Module
    {
        if (value is not null && Current!.IsRegistered(key, value))
        {
            StockContainer.Refresh(value);
        }

        Module(key, (torch.nn.Module?)value);
    }

    /// <summary>A <c>ModuleDict</c>, brought up to date.</summary>
    public void Module<T>(string key, ModuleDict<T>? value)
        where T : torch.nn.Module
    {
        if (value is not null && Current!.IsRegistered(key, value))
        {
            StockContainer.Refresh(value);
        }

        Module(key, (torch.nn.Module?)value);
    }

    private bool ShowKnown(string key, object? collection)
    {
        CollectionModule? known = null;
        if (collection is not null && !Current!.TryGetCollection(key, collection, out known))
        {
            return false;
        }

        Module(key, known);
        return true;
    }

    private void ShowNew(string key, CollectionModule module) => Module(key, Current!.Keep(key, module));
}
