using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>The methods of <c>torch</c> that make a tensor out of nothing, on a device of the caller's choice.</summary>
internal static class TensorFactories
{
    /// <summary>
    /// A static method with a parameter <c>device</c> and no tensor among the others: <c>zeros_like</c> and
    /// <c>as_tensor(Tensor)</c> stay where their tensor is.
    /// </summary>
    public static bool IsFactory(IMethodSymbol method, TorchSymbols torch) =>
        method.IsStatic
        && IsTorchFunction(method, torch)
        && torch.IsTensor(method.ReturnType)
        && method.Parameters.Any(static parameter => parameter.Name == "device")
        && !method.Parameters.Any(parameter => torch.IsTensorLike(parameter.Type));

    /// <summary>A static method of <c>torch</c> or of a class in it, <c>torch.nn.functional</c> for one.</summary>
    public static bool IsTorchFunction(IMethodSymbol method, TorchSymbols torch)
    {
        INamedTypeSymbol? type = method.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return method.IsStatic && type is { Name: "torch" } && torch.IsStock(type);
    }

    /// <summary>The argument for <c>device</c>, null where it is left to the default.</summary>
    public static IOperation? DeviceOf(IInvocationOperation call)
    {
        IArgumentOperation? device = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "device");
        return device is null or { ArgumentKind: ArgumentKind.DefaultValue } || IsNull(device.Value) ? null : device.Value;
    }

    /// <summary>The number of dimensions of the new tensor, as far as the call shows it: at least that many.</summary>
    public static int RankOf(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "eye" or "tril_indices" or "triu_indices":
                return 2;

            case "tensor" or "as_tensor" or "from" or "from_array":
                return call.Arguments.FirstOrDefault()?.Parameter?.Type is { } data && IsScalar(data) ? 0 : 1;

            default:
                IArgumentOperation? size = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "size" or "dimensions");
                return size is null ? SizesOf(call) : size.Parameter!.Type is { SpecialType: SpecialType.None } ? LengthOf(size.Value) : 1;
        }
    }

    private static bool IsNull(IOperation value) =>
        value is IConversionOperation conversion ? IsNull(conversion.Operand) : value is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsScalar(ITypeSymbol data) =>
        data is not IArrayTypeSymbol && !data.AllInterfaces.Any(static type => type.Name == "IEnumerable") && data.Name is not ("IList" or "Memory" or "Array" or "ReadOnlyMemory");

    /// <summary>Dimensions that are parameters of their own: <c>rows</c> and <c>columns</c>, <c>dim0</c> to <c>dim3</c>.</summary>
    private static int SizesOf(IInvocationOperation call)
    {
        int sizes = call.Arguments.Count(static argument => argument.Parameter?.Name is "rows" or "columns" or "dim0" or "dim1" or "dim2" or "dim3");
        return sizes == 0 ? 1 : sizes;
    }

    /// <summary>The length of a list of sizes: none for <c>zeros(new long[0])</c>, which is a scalar.</summary>
    private static int LengthOf(IOperation sizes) =>
        sizes switch
        {
            IConversionOperation conversion => LengthOf(conversion.Operand),
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Length,
            IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: int length } }] } => length,
            ICollectionExpressionOperation collection => collection.Elements.Length,
            IInvocationOperation { TargetMethod.Name: "Empty" } => 0,
            _ => 1,
        };
}
