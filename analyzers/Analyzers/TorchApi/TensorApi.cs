using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What TorchSharp's tensor methods do with devices.</summary>
internal static class TensorApi
{
    private static readonly HashSet<string> s_movesAlways = new(StringComparer.Ordinal) { "cuda", "cpu", "type_as", "to_device" };

    /// <summary>Properties that tell where a tensor is: code that reads them looks after devices itself.</summary>
    private static readonly HashSet<string> s_deviceProperties = new(StringComparer.Ordinal) { "device", "device_type", "device_index", "is_cuda", "is_meta" };

    /// <summary>Methods that take another tensor and work whatever its device is.</summary>
    private static readonly HashSet<string> s_acrossDevices = new(StringComparer.Ordinal) { "copy_", "expand_as", "view_as", "reshape_as", "to" };

    public static bool IsDeviceProperty(IPropertySymbol property) => s_deviceProperties.Contains(property.Name);

    /// <summary>Whether the call brings its receiver to a device that the caller chooses.</summary>
    public static bool MovesReceiver(IInvocationOperation call, TorchSymbols torch) =>
        s_movesAlways.Contains(call.TargetMethod.Name)
        || (call.TargetMethod.Name is "to" or "MoveTo" && call.Arguments.Any(argument => NamesDevice(argument, torch)))
        || (!torch.IsStock(call.TargetMethod.ContainingType) && call.Arguments.Any(argument => NamesDevice(argument, torch)));

    public static bool WorksAcrossDevices(IMethodSymbol method) => s_acrossDevices.Contains(method.Name);

    /// <summary>An argument that says where the result shall be, other than by its default.</summary>
    public static bool NamesDevice(IArgumentOperation argument, TorchSymbols torch)
    {
        if (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Parameter is not { Type: var type } || Operations.IsNull(argument.Value))
        {
            return false;
        }

        return SymbolEqualityComparer.Default.Equals(type, torch.Device)
            || type.Name == "DeviceType"
            || (type.SpecialType == SpecialType.System_String && argument.Parameter.Name.StartsWith("device", StringComparison.Ordinal))
            || (argument.Parameter.Name == "other" && torch.IsTensorLike(type) && argument.Parent is IInvocationOperation { TargetMethod.Name: "to" });
    }
}
