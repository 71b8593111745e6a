using System.Collections.Generic;
using System;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>
/// Goes through a tree of modules, generated or not, each module once per place. TorchSharp's own walk lists all
/// descendants again at every level: 200 blocks in a chain cost its state_dict seconds and gigabytes.
/// </summary>
internal static class ModuleWalk
{
    /// <summary>Calls <paramref name="visit"/> with each module and the prefix of its keys, a parent before its children.</summary>
    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public static void Visit(torch.nn.Module root, bool recurse, Action<torch.nn.Module, string> visit)
    {
        if (recurse)
        {
            Visit(root, "", new HashSet<torch.nn.Module>(IdentityComparer.Instance), visit);
        }
        else
        {
            visit(root, "");
        }
    }

    public static IEnumerable<(string Name, Parameter Parameter)> Parameters(torch.nn.Module module) =>
        module is IStatefulModule { State: var state } ? Synchronized(state, state.Parameters) : module.named_parameters(recurse: false);

    public static IEnumerable<(string Name, torch.Tensor Buffer)> Buffers(torch.nn.Module module, bool includeNonPersistent)
    {
        if (module is not IStatefulModule { State: var state })
        {
            foreach ((string, torch.Tensor) buffer in module.named_buffers(recurse: false, includeNonPersistent))
            {
                yield return buffer;
            }

            yield break;
        }

        foreach ((string name, (torch.Tensor tensor, bool persistent)) in Synchronized(state, state.Buffers))
        {
            if (persistent || includeNonPersistent)
            {
                yield return (name, tensor);
            }
        }
    }

    public static IEnumerable<(string Name, torch.nn.Module Module)> Children(torch.nn.Module module) =>
        module is IStatefulModule { State: var state } ? state.Children() : module.named_children();

    /// <summary>The entries of the state_dict: a tied tensor has one under each of its keys.</summary>
    public static List<(string Key, torch.Tensor Tensor)> StateEntries(torch.nn.Module root)
    {
        var entries = new List<(string, torch.Tensor)>();
        Visit(root, recurse: true, (module, prefix) =>
        {
            foreach ((string name, Parameter parameter) in Parameters(module))
            {
                entries.Add((prefix + name, parameter));
            }

            foreach ((string name, torch.Tensor buffer) in Buffers(module, includeNonPersistent: false))
            {
                entries.Add((prefix + name, buffer));
            }
        });

        return entries;
    }

    private static void Visit(torch.nn.Module module, string prefix, HashSet<torch.nn.Module> path, Action<torch.nn.Module, string> visit)
    {
        if (!path.Add(module))
        {
            throw new InvalidOperationException(
                $"'{prefix.TrimEnd('.')}' registers {module.GetType().Name} below itself; mark the member that points back with [NotRegistered].");
        }

        visit(module, prefix);
        foreach ((string name, torch.nn.Module child) in Children(module))
        {
            Visit(child, $"{prefix}{name}.", path, visit);
        }

        path.Remove(module);
    }

    private static IEnumerable<(string Name, T Value)> Synchronized<T>(ModuleRegistry state, Registry<T> registry)
    {
        state.Synchronize();
        for (int i = 0; i < registry.Count; i++)
        {
            yield return registry[i];
        }
    }
}
