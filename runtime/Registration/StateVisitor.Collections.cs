using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

#pragma warning disable RS0026 // Generated code alone calls these overloads; the types of a list and a dictionary tell them apart.

/// <content>Collections, each of which a visitor sees as one child module, and TorchSharp's own containers.</content>
public abstract partial class StateVisitor
{
    /// <summary>Whose state is being shown.</summary>
    internal ModuleRegistry? Current { get; set; }

    /// <summary>An array or list of parameters.</summary>
    public void Parameters(string key, IReadOnlyList<Parameter?>? value) =>
        Module(key, value is null ? null : Current!.Collections.Parameters(key, value));

    /// <summary>A dictionary of parameters.</summary>
    public void Parameters<TKey, T>(string key, Dictionary<TKey, T>? value)
        where TKey : notnull
        where T : Parameter? =>
        Module(key, value is null ? null : Current!.Collections.Parameters(key, value));

    /// <summary>An array or list of buffers.</summary>
    public void Buffers(string key, IReadOnlyList<torch.Tensor?>? value, bool persistent = true, bool keepDtype = false) =>
        Module(key, value is null ? null : Current!.Collections.Buffers(key, value, persistent, keepDtype));

    /// <summary>A dictionary of buffers.</summary>
    public void Buffers<TKey, T>(string key, Dictionary<TKey, T>? value, bool persistent = true, bool keepDtype = false)
        where TKey : notnull
        where T : torch.Tensor? =>
        Module(key, value is null ? null : Current!.Collections.Buffers(key, value, persistent, keepDtype));

    /// <summary>An array or list of modules.</summary>
    public void Modules(string key, IReadOnlyList<object?>? value) =>
        Module(key, value is null ? null : Current!.Collections.Modules(key, value));

    /// <summary>A dictionary of modules.</summary>
    public void Modules<TKey, T>(string key, Dictionary<TKey, T>? value)
        where TKey : notnull
        where T : class? =>
        Module(key, value is null ? null : Current!.Collections.Modules(key, value));

    /// <summary>An array or list of collections.</summary>
    public void Nested<T>(string key, IReadOnlyList<T?>? value, ElementVisit<T> visit)
        where T : class =>
        Module(key, value is null ? null : Current!.Collections.Nested(key, value, visit));

    /// <summary>A dictionary of collections.</summary>
    public void Nested<TKey, T>(string key, Dictionary<TKey, T>? value, ElementVisit<T> visit)
        where TKey : notnull
        where T : class? =>
        Module(key, value is null ? null : Current!.Collections.Nested(key, value, visit));

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
        if (value is not null)
        {
            if (Current!.IsRegistered(key, value))
            {
                StockContainer.Refresh(value);
            }
            else
            {
                Elements(value.Values);
            }
        }

        Module(key, (torch.nn.Module?)value);
    }

    /// <summary>What a <c>ModuleDict</c> holds that has not registered it yet; only its type says how to ask it.</summary>
    internal virtual void Elements(IEnumerable<torch.nn.Module> modules)
    {
    }
}
