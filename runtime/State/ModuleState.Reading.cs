using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <content>What TorchSharp's <c>named_*</c>, <c>state_dict</c>, <c>get_*</c> and <c>apply</c> answer for a generated module.</content>
public sealed partial class ModuleState
{
    /// <summary>The parameters below the module, each once, depth first: PyTorch's order, in one walk.</summary>
    public IEnumerable<(string name, Parameter parameter)> NamedParameters(bool recurse) => NamedOnce(recurse, ModuleWalk.Parameters);

    /// <summary>The buffers below the module, each once, depth first.</summary>
    public IEnumerable<(string name, torch.Tensor buffer)> NamedBuffers(bool recurse, bool includeNonPersistent) =>
        NamedOnce(recurse, module => ModuleWalk.Buffers(module, includeNonPersistent));

    /// <summary>The child modules, in declaration order.</summary>
    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public IEnumerable<(string name, torch.nn.Module module)> NamedChildren()
    {
        // TorchSharp's train, eval and apply descend by this, and would not end where a module is below itself.
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            ModuleWalk.Visit(_module, recurse: true, static (_, _) => { });
            throw;
        }

        return ModuleWalk.Children(_module).ToArray();
    }

    /// <summary>All modules below this one: TorchSharp's order, the children of a module before the grandchildren.</summary>
    public IEnumerable<(string name, torch.nn.Module module)> NamedModules()
    {
        var found = new List<(string, torch.nn.Module)>();
        ModuleWalk.Visit(_module, recurse: true, (module, prefix) =>
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
    public Dictionary<string, torch.Tensor> StateDict(Dictionary<string, torch.Tensor>? destination, string? prefix)
    {
        Dictionary<string, torch.Tensor> entries = destination ?? [];
        string root = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";

        // A reflection-based parent has put these entries in already when it asks its children.
        foreach ((string key, torch.Tensor tensor) in ModuleWalk.StateEntries(_module))
        {
            if (!entries.ContainsKey(root + key))
            {
                entries.Add(root + key, tensor);
            }
        }

        return entries;
    }

    /// <summary>Calls <paramref name="fn"/> on every module below, then on the module.</summary>
    public torch.nn.Module Apply(Action<torch.nn.Module> fn)
    {
        foreach ((_, torch.nn.Module child) in NamedChildren())
        {
            child.apply(fn);
        }

        fn(_module);
        return _module;
    }

    /// <summary>Whether a buffer has the dotted name <paramref name="target"/>.</summary>
    public bool HasBuffer(string target) => GetBuffer(target) is not null;

    /// <summary>The buffer with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public torch.Tensor? GetBuffer(string target)
    {
        Synchronize();
        return Buffers.TryGet(target, out (torch.Tensor Tensor, bool) entry)
            ? entry.Tensor
            : InChild(target, static (child, rest) => child.get_buffer(rest));
    }

    /// <summary>Whether a parameter has the dotted name <paramref name="target"/>.</summary>
    public bool HasParameter(string target) => GetParameter(target) is not null;

    /// <summary>The parameter with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public Parameter? GetParameter(string target)
    {
        Synchronize();
        return Parameters.TryGet(target, out Parameter? parameter)
            ? parameter
            : InChild(target, static (child, rest) => child.get_parameter(rest));
    }

    private List<(string Name, T Tensor)> NamedOnce<T>(bool recurse, Func<torch.nn.Module, IEnumerable<(string Name, T Tensor)>> tensorsOf)
        where T : torch.Tensor
    {
        var found = new List<(string, T)>();
        var seen = new HashSet<torch.Tensor>(TensorIdentity.Instance);
        ModuleWalk.Visit(_module, recurse, (module, prefix) =>
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

    private T? InChild<T>(string target, Func<torch.nn.Module, string, T?> find)
        where T : class
    {
        int dot = target.IndexOf('.');
        if (dot <= 0)
        {
            return null;
        }

        string name = target.Substring(0, dot);
        return Children().FirstOrDefault(child => child.Name == name).Module is { } module
            ? find(module, target.Substring(dot + 1))
            : null;
    }
}
