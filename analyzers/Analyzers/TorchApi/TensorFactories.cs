using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>The methods of <c>torch</c> that make a tensor out of nothing, on a device of the caller's choice.</summary>
internal static class TensorFactories
{
    /// <summary>What the parameter is called that takes the device, in all of them.</summary>
    public const string Device = "device";

    /// <summary>What the parameter is called that asks for a tensor which collects gradients.</summary>
    public const string RequiresGrad = "requires_grad";

    private static readonly ConditionalWeakTable<IAssemblySymbol, ImmutableHashSet<string>> s_names = new();

    /// <summary>
    /// A static method with a parameter <c>device</c> and no tensor among the others: <c>zeros_like</c> and
    /// <c>as_tensor(Tensor)</c> stay where their tensor is.
    /// </summary>
    public static bool IsFactory(IMethodSymbol method, TorchSymbols torch) =>
        TorchFunction.Is(method, torch)
        && torch.IsTensor(method.ReturnType)
        && method.Parameters.Any(static parameter => parameter.Name == Device)
        && !method.Parameters.Any(parameter => torch.IsTensorLike(parameter.Type));

    /// <summary>The names of all of them, for a look at syntax before anything is bound. An assembly is read once.</summary>
    public static ImmutableHashSet<string> NamesIn(TorchSymbols torch) =>
        s_names.GetValue(
            torch.Module.ContainingAssembly,
            _ => [.. In(Outermost(torch.Module)).Where(method => IsFactory(method, torch)).Select(static method => method.Name)]);

    /// <summary>The argument for <c>device</c>, null where it is left to the default.</summary>
    public static IOperation? DeviceOf(IInvocationOperation call)
    {
        IArgumentOperation? device = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == Device);
        return device is null or { ArgumentKind: ArgumentKind.DefaultValue } || IsNull(device.Value) ? null : device.Value;
    }

    private static bool IsNull(IOperation value) =>
        value is IConversionOperation conversion
            ? IsNull(conversion.Operand)
            : value is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type) => type.ContainingType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<IMethodSymbol> In(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(static method => method.IsStatic).Concat(type.GetTypeMembers().SelectMany(In));
}
