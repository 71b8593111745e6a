using System;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>How the state of a module is found, and how it is moved.</summary>
internal enum ModuleKind
{
    Generated,

    /// <summary>A user's class, which may override what lists its state, and <c>_to</c>.</summary>
    HandWritten,

    /// <summary>One of TorchSharp's: it moves nothing but what it has registered.</summary>
    Stock,

    /// <summary>A <c>ModuleList</c> or <c>ModuleDict</c>.</summary>
    Container,

    /// <summary>One of TorchSharp's that keeps parameters or children beside the registry, where only its lists find them.</summary>
    OwnLists,
}

internal static class ModuleKinds
{
    public static ModuleKind Of(Type type)
    {
        if (typeof(IStatefulModule).IsAssignableFrom(type))
        {
            return ModuleKind.Generated;
        }

        if (type.Assembly != typeof(torch.nn.Module).Assembly)
        {
            return ModuleKind.HandWritten;
        }

        return HasOwnLists(type) ? ModuleKind.OwnLists
            : type.IsGenericType
                && type.GetGenericTypeDefinition() is var open
                && (open == typeof(ModuleList<>) || open == typeof(ModuleDict<>)) ? ModuleKind.Container
            : ModuleKind.Stock;
    }

    /// <summary>A plain <c>Sequential</c> says how many children it has, the generic ones do not.</summary>
    private static bool HasOwnLists(Type type) =>
        type == typeof(ParameterList)
        || type == typeof(ParameterDict)
        || typeof(torch.jit.ScriptModule).IsAssignableFrom(type)
        || (type.IsGenericType && type.Name.StartsWith(nameof(Sequential), StringComparison.Ordinal));
}
