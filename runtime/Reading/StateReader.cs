using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>What TorchSharp's <c>named_*</c>, <c>state_dict</c>, <c>get_*</c> and <c>apply</c> answer for a generated module.</summary>
internal static class StateReader
{
    /// <summary>The parameters below the module, each once, depth first: PyTorch's order, in one walk.</summary>
    /// <remarks>
    /// TorchSharp's <c>Dispose</c> asks for those of the module alone and disposes them: what is gone already is not there.
    /// </remarks>
    public static IEnumerable<(string Name, Parameter Parameter)> NamedParameters(torch.nn.Module root, bool recurse)
    {
        var walk = new NamedParameters(omitDisposed: !recurse);
        walk.Run(root, recurse);
        return walk.Found;
    }

    /// <summary>The buffers below the module, each once, depth first.</summary>
    public static IEnumerable<(string Name, torch.Tensor Buffer)> NamedBuffers(
        torch.nn.Module root, bool recurse, bool includeNonPersistent)
    {
        var walk = new NamedBuffers(includeNonPersistent, omitDisposed: !recurse);
        walk.Run(root, recurse);
        return walk.Found;
    }

    /// <summary>The child modules, in declaration order.</summary>
    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public static IEnumerable<(string Name, torch.nn.Module Module)> NamedChildren(ModuleRegistry state)
    {
        // TorchSharp's train, eval and apply descend by this, and would not end where a module is below itself.
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            new NamedModules().Run(state.Module);
            throw;
        }

        return state.ChildrenIn(state.Synchronize());
    }

    /// <summary>All modules below this one: TorchSharp's order, the children of a module before the grandchildren.</summary>
    public static IEnumerable<(string Name, torch.nn.Module Module)> NamedModules(torch.nn.Module root)
    {
        var walk = new NamedModules();
        walk.Run(root);
        return walk.Found;
    }

    /// <summary>The values are the module's own tensors.</summary>
    public static Dictionary<string, torch.Tensor> StateDict(
        torch.nn.Module module, Dictionary<string, torch.Tensor> destination, string? prefix)
    {
        new StateDictWalk(destination, string.IsNullOrEmpty(prefix) ? "" : prefix + ".").Run(module);
        return destination;
    }

    /// <summary>Calls <paramref name="fn"/> on every module below, then on the module.</summary>
    public static torch.nn.Module Apply(ModuleRegistry state, Action<torch.nn.Module> fn)
    {
        foreach ((_, torch.nn.Module child) in NamedChildren(state))
        {
            child.apply(fn);
        }

        fn(state.Module);
        return state.Module;
    }

    /// <summary>Whether a buffer has the dotted name <paramref name="target"/>.</summary>
    public static bool HasBuffer(ModuleRegistry state, string target) =>
        state.Synchronize().Buffers.IndexOf(target) >= 0 || InChild(state, target, static (child, rest) => child.has_buffer(rest));

    /// <summary>The buffer with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public static torch.Tensor? GetBuffer(ModuleRegistry state, string target)
    {
        RegisteredEntries<(torch.Tensor Tensor, bool)> buffers = state.Synchronize().Buffers;
        return buffers.IndexOf(target) is >= 0 and var index
            ? DisposedState.Refuse(state.Module, target, buffers.All[index].Value.Tensor)
            : InChild(state, target, static (child, rest) => child.get_buffer(rest));
    }

    /// <summary>Whether a parameter has the dotted name <paramref name="target"/>.</summary>
    public static bool HasParameter(ModuleRegistry state, string target) =>
        state.Synchronize().Parameters.IndexOf(target) >= 0 || InChild(state, target, static (child, rest) => child.has_parameter(rest));

    /// <summary>The parameter with the dotted name <paramref name="target"/>, null where there is none.</summary>
    public static Parameter? GetParameter(ModuleRegistry state, string target)
    {
        RegisteredEntries<Parameter> parameters = state.Synchronize().Parameters;
        return parameters.IndexOf(target) is >= 0 and var index
            ? DisposedState.Refuse(state.Module, target, parameters.All[index].Value)
            : InChild(state, target, static (child, rest) => child.get_parameter(rest));
    }

    private static T? InChild<T>(ModuleRegistry state, string target, Func<torch.nn.Module, string, T?> find)
    {
        int dot = target.IndexOf('.');
        if (dot <= 0)
        {
            return default;
        }

        string name = target.Substring(0, dot);
        foreach ((string key, torch.nn.Module child) in state.ChildrenIn(state.Synchronize()))
        {
            if (key == name)
            {
                return find(child, target.Substring(dot + 1));
            }
        }

        return default;
    }
}
