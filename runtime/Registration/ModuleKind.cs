using System;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

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
    /// <summary>Weak: the assembly of a type may be unloaded.</summary>
    private static readonly ConditionalWeakTable<Type, StrongBox<ModuleKind>> s_known = new();

    /// <summary>Layers of one type often come one after the other.</summary>
    [ThreadStatic]
    private static Type? s_lastType;

    [ThreadStatic]
    private static ModuleKind s_lastKind;

    public static ModuleKind Of(torch.nn.Module module)
    {
        if (module is IStatefulModule)
        {
            return ModuleKind.Generated;
        }

        Type type = module.GetType();
        if (type != s_lastType)
        {
            s_lastKind = s_known.GetValue(type, static type => new(OfForeign(type))).Value;
            s_lastType = type;
        }

        return s_lastKind;
    }

    private static ModuleKind OfForeign(Type type)
    {
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
