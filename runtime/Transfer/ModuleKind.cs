using System;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>How a module is moved.</summary>
internal enum ModuleKind
{
    Generated,

    /// <summary>A user's class, which may override <c>_to</c>.</summary>
    HandWritten,

    /// <summary>One of TorchSharp's: it moves nothing but what it has registered.</summary>
    Stock,

    /// <summary>A <c>ModuleList</c> or <c>ModuleDict</c>.</summary>
    Container,

    /// <summary>One of TorchSharp's that keeps its parameters beside the registry.</summary>
    ParameterContainer,
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

        return type == typeof(ParameterList) || type == typeof(ParameterDict) ? ModuleKind.ParameterContainer
            : type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(ModuleList<>) || open == typeof(ModuleDict<>)) ? ModuleKind.Container
            : ModuleKind.Stock;
    }
}
