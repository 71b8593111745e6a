using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>What TorchSharp's <c>named_*</c>, <c>state_dict</c>, <c>get_*</c> and <c>apply</c> answer for a generated module.</summary>
internal static class StateReader
{
    /// <summary>The parameters below the module, each once, depth first: PyTorch's order, in one walk.</summary>
    public static IEnumerable<(string name, Parameter parameter)> NamedParameters(torch.nn.Module root, bool recurse) =>
        NamedOnce(root, recurse, ModuleWalk.Parameters);

    /// <summary>The buffers below the module, each once, depth first.</summary>
    public static IEnumerable<(string name, torch.Tensor buffer)> NamedBuffers(torch.nn.Module root, bool recurse, bool includeNonPersistent) =>
        NamedOnce(root, recurse, module => ModuleWalk.Buffers(module, includeNonPersistent));

    /// <summary>The child modules, in declaration order.</summary>
    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public static IEnumerable<(string name, torch.nn.Module module)> NamedChildren(torch.nn.Module module)
    {
        // TorchSharp's train, eval and apply descend by this, and would not end where a module is below itself.
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            ModuleWalk.Visit(module, recurse: true, static (_, _) => { });
            throw;
        }

        return ModuleWalk.Children(module).ToArray();
    }

    /// <summary>All modules below this one: TorchSharp's order, the children of a module before the grandchildren.</summary>
    public static IEnumerable<(string name, torch.nn.Module module)> NamedModules(torch.nn.Module root)
    {
        var found = new List<(string, torch.nn.Module)>();
        ModuleWalk.Visit(root, recurse: true, (module, prefix) =>
        {
            foreach ((string name, torch.nn.Module child) in ModuleWalk.Children(module))
            {
                found.Add((prefix + name, child));
            }
        });

        return found;
    }

    /// <summary>
    /// PyTorch's keys in PyTorch's order: own parameters, own persistent buffers, then the children, depth first
    /// (torch/nn/modules/module.py, <c>Module.state_dict</c>). The values are the module's own tensors.
    /// </summary>
    public static Dictionary<string, torch.Tensor> StateDict(torch.nn.Module module, Dictionary<string, torch.Tensor>? destination, string? prefix)
    {
        Dictionary<string, torch.Tensor> entries = destination ?? [];
        string start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";

        // A reflection-based parent has put these entries in already when it asks its children.
        foreach ((string key, torch.Tensor tensor) in ModuleWalk.StateEntries(module))
        {
            if (!entries.ContainsKey(start + key))
            {
                entries.Add(start + key, tensor);
            }
        }

        return entries;
    }

    /// <summary>Calls <paramref name="fn"/> on every module below, then on the module.</summary>
    public static torch.nn.Module Apply(torch.nn.Module module, Action<torch.nn.Module> fn)
    {
        foreach ((_, torch.nn.Module child) in NamedChildren(module))
        {
            child.apply(fn);
        }

        fn(module);
        return module;
    }

    /// <summary>The buffer with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public static torch.Tensor? GetBuffer(ModuleRegistry state, string target)
    {
        state.Synchronize();
        return state.Buffers.TryGet(target, out (torch.Tensor Tensor, bool) entry)
            ? entry.Tensor
            : InChild(state, target, static (child, rest) => child.get_buffer(rest));
    }

    /// <summary>The parameter with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public static Parameter? GetParameter(ModuleRegistry state, string target)
    {
        state.Synchronize();
        return state.Parameters.TryGet(target, out Parameter? parameter)
            ? parameter
            : InChild(state, target, static (child, rest) => child.get_parameter(rest));
    }

    private static List<(string Name, T Tensor)> NamedOnce<T>(torch.nn.Module root, bool recurse, Func<torch.nn.Module, IEnumerable<(string Name, T Tensor)>> tensorsOf)
        where T : torch.Tensor
    {
        var found = new List<(string, T)>();
        var seen = new HashSet<torch.Tensor>(TensorIdentity.Instance);
        ModuleWalk.Visit(root, recurse, (module, prefix) =>
        {
            foreach ((string name, T tensor) in tensorsOf(module))
            {
                if (seen.Add(tensor))
                {
                    found.Add((prefix + name, tensor));
                }
            }
        });

        return found;
    }

    private static T? InChild<T>(ModuleRegistry state, string target, Func<torch.nn.Module, string, T?> find)
        where T : class
    {
        int dot = target.IndexOf('.');
        if (dot <= 0)
        {
            return null;
        }

        string name = target.Substring(0, dot);
        return state.Children().FirstOrDefault(child => child.Name == name).Module is { } module
            ? find(module, target.Substring(dot + 1))
            : null;
    }
}
