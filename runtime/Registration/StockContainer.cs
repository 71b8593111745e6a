using System.Collections.Generic;
using System.Globalization;
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
    public static void Refresh<T>(ModuleList<T> list)
        where T : torch.nn.Module
    {
        int index = 0;
        bool holds = true;
        foreach ((_, torch.nn.Module registered) in list.named_children())
        {
            holds = holds && index < list.Count && ReferenceEquals(list[index], registered);
            index++;
        }

        if (holds && index == list.Count)
        {
            return;
        }

        Clear(list);
        for (int i = 0; i < list.Count; i++)
        {
            list.register_module(i.ToString(CultureInfo.InvariantCulture), list[i]);
        }
    }

    public static void Refresh<T>(ModuleDict<T> dictionary)
        where T : torch.nn.Module
    {
        int index = 0;
        bool holds = true;
        foreach ((string name, torch.nn.Module registered) in dictionary.named_children())
        {
            holds = holds && index < dictionary.Count && dictionary[index] is var (key, module) && key == name && ReferenceEquals(module, registered);
            index++;
        }

        if (holds && index == dictionary.Count)
        {
            return;
        }

        Clear(dictionary);
        for (int i = 0; i < dictionary.Count; i++)
        {
            dictionary.register_module(dictionary[i].Item1, dictionary[i].Item2);
        }
    }

    /// <summary>To register null is TorchSharp's way to take a module out.</summary>
    private static void Clear(torch.nn.Module container)
    {
        foreach ((string name, _) in new List<(string, torch.nn.Module)>(container.named_children()))
        {
            container.register_module(name, null!);
        }
    }
}
