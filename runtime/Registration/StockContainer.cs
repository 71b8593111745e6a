using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// TorchSharp's <c>ModuleList</c> and <c>ModuleDict</c> register what they hold once, when a parent registers them. What is
/// added, replaced or removed later trains nowhere, stays behind and is not saved. This registers again what has changed.
/// </summary>
/// <remarks>
/// It takes the type of the elements, which only a member of a generated class tells without reflection: a container
/// inside another one of TorchSharp's, or in a hand-written class, stays as TorchSharp registered it.
/// </remarks>
internal static class StockContainer
{
    [ThreadStatic]
    private static bool s_isRefreshing;

    /// <summary>Whether a module that is registered now was registered before: its fields have been looked at then.</summary>
    public static bool IsRefreshing => s_isRefreshing;

    public static void Refresh<T>(ModuleList<T> list)
        where T : torch.nn.Module
    {
        if (Holds(list))
        {
            return;
        }

        lock (list)
        {
            if (!Holds(list))
            {
                RegisterAgain(
                    list, list.Select(static (module, index) => (index.ToString(CultureInfo.InvariantCulture), (torch.nn.Module)module)));
            }
        }
    }

    public static void Refresh<T>(ModuleDict<T> dictionary)
        where T : torch.nn.Module
    {
        if (Holds(dictionary))
        {
            return;
        }

        lock (dictionary)
        {
            if (!Holds(dictionary))
            {
                RegisterAgain(
                    dictionary,
                    Enumerable.Range(0, dictionary.Count).Select(
                        index => (dictionary[index].Item1, (torch.nn.Module)dictionary[index].Item2)));
            }
        }
    }

    private static bool Holds<T>(ModuleList<T> list)
        where T : torch.nn.Module
    {
        IList<(string, torch.nn.Module)> registered = Registered(list);
        bool holds = registered.Count == list.Count;
        for (int i = 0; holds && i < list.Count; i++)
        {
            holds = TryGet(registered, i) is var (_, module) && ReferenceEquals(module, list[i]);
        }

        return holds;
    }

    private static bool Holds<T>(ModuleDict<T> dictionary)
        where T : torch.nn.Module
    {
        IList<(string, torch.nn.Module)> registered = Registered(dictionary);
        bool holds = registered.Count == dictionary.Count;
        for (int i = 0; holds && i < dictionary.Count; i++)
        {
            holds = TryGet(registered, i) is var (name, module)
                && dictionary[i] is var (key, value)
                && name == key
                && ReferenceEquals(module, value);
        }

        return holds;
    }

    /// <summary>TorchSharp gives its own list; a derived class may give anything.</summary>
    private static IList<(string, torch.nn.Module)> Registered(torch.nn.Module container) =>
        container.named_children() is var children && children is IList<(string, torch.nn.Module)> list ? list : children.ToList();

    /// <returns>Null where another thread is registering what has changed.</returns>
    private static (string Name, torch.nn.Module Module)? TryGet(IList<(string, torch.nn.Module)> registered, int index)
    {
        try
        {
            return registered[index];
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static void RegisterAgain(torch.nn.Module container, IEnumerable<(string Name, torch.nn.Module Module)> modules)
    {
        bool outer = s_isRefreshing;
        try
        {
            // To register null is TorchSharp's way to take a module out.
            List<(string Name, torch.nn.Module Module)> before = [.. container.named_children()];
            foreach ((string name, _) in before)
            {
                container.register_module(name, null!);
            }

            foreach ((string name, torch.nn.Module module) in modules)
            {
                s_isRefreshing = before.Exists(entry => ReferenceEquals(entry.Module, module));
                container.register_module(name, module);
                if (!s_isRefreshing)
                {
                    StockLayer.Adopt(module);
                }
            }
        }
        finally
        {
            s_isRefreshing = outer;
        }
    }
}
