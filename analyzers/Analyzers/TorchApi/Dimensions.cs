using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>How many dimensions a tensor has at least, as far as calls show it: one without dimensions may meet any other.</summary>
internal static class Dimensions
{
    /// <summary>They make a matrix, whatever they are asked for.</summary>
    public static readonly MemberTable MakingMatrices = new(TorchOwner.Torch, "eye", "tril_indices", "triu_indices");

    /// <summary>They take the dimensions from data, and make a scalar out of one number.</summary>
    public static readonly MemberTable MakingFromData = new(TorchOwner.Torch, "tensor", "as_tensor", "from_array");

    /// <summary>They reduce to a scalar, or take out the dimensions that they are given.</summary>
    public static readonly MemberTable Reducing = new(
        TorchOwner.TensorOrTorch,
        "sum", "nansum", "mean", "nanmean", "prod", "max", "min", "amax", "amin", "aminmax", "std", "var", "norm", "median", "mode",
        "any", "all", "argmax", "argmin", "logsumexp", "count_nonzero", "quantile", "nanquantile", "std_mean", "var_mean");

    /// <summary>They take out one dimension.</summary>
    public static readonly MemberTable TakingOutOne = new(TorchOwner.TensorOrTorch, "select", "unbind", "diagonal");

    /// <summary>They put in one dimension.</summary>
    public static readonly MemberTable PuttingInOne = new(TorchOwner.TensorOrTorch, "unsqueeze", "unsqueeze_", "stack");

    /// <summary>They take out one dimension, if they are told which, and all of length one otherwise.</summary>
    public static readonly MemberTable Squeezing = new(TorchOwner.TensorOrTorch, "squeeze", "squeeze_");

    /// <summary>They give the tensor the shape of their argument.</summary>
    public static readonly MemberTable Shaping = new(TorchOwner.TensorOrTorch, "view", "reshape");

    /// <summary>They give the tensor the shape of their argument, and never fewer dimensions than it had.</summary>
    public static readonly MemberTable Widening = new(TorchOwner.TensorOrTorch, "expand", "repeat", "broadcast_to", "tile");

    /// <summary>They may come down to a scalar.</summary>
    public static readonly MemberTable Collapsing = new(
        TorchOwner.TensorOrTorch,
        "dot",
        "vdot",
        "inner",
        "mv",
        "matmul",
        "trace",
        "det",
        "dist",
        "mse_loss",
        "l1_loss",
        "cross_entropy",
        "nll_loss",
        "binary_cross_entropy",
        "binary_cross_entropy_with_logits",
        "kl_div",
        "smooth_l1_loss",
        "huber_loss");

    /// <summary>The parameters that say which dimensions a reduction takes out.</summary>
    public static readonly ImmutableHashSet<string> ReducedDimension = ["dim", "dims", "dimensions"];

    /// <summary>The parameter that leaves a reduced dimension in, with length one.</summary>
    public const string KeepDimension = "keepdim";

    /// <summary>The parameters for the whole size, and those that take one dimension each.</summary>
    public static readonly ImmutableHashSet<string> Size = ["size", "dimensions"];
    public static readonly ImmutableHashSet<string> SizeOfOne = ["rows", "columns", "dim0", "dim1", "dim2", "dim3"];

    /// <summary>The dimensions of what a factory makes.</summary>
    public static int OfFactory(IInvocationOperation call, TorchSymbols torch)
    {
        if (MakingMatrices.Contains(call.TargetMethod, torch))
        {
            return 2;
        }

        if (MakingFromData.Contains(call.TargetMethod, torch))
        {
            return call.Arguments.FirstOrDefault()?.Parameter?.Type is { } data && IsScalar(data) ? 0 : 1;
        }

        IArgumentOperation? size =
            call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Name: var name } && Size.Contains(name));
        return size is null ? SizesOf(call) : size.Parameter!.Type is { SpecialType: SpecialType.None } ? LengthOf(size.Value) ?? 1 : 1;
    }

    /// <summary>The dimensions that are left of <paramref name="rank"/> after <paramref name="call"/>.</summary>
    public static int After(IInvocationOperation call, int rank, TorchSymbols torch)
    {
        IMethodSymbol method = call.TargetMethod;
        return PuttingInOne.Contains(method, torch) ? rank + 1
            : TakingOutOne.Contains(method, torch) ? rank - 1
            : Shaping.Contains(method, torch) ? ShapeOf(call) ?? 0
            : Widening.Contains(method, torch) ? ShapeOf(call) ?? rank
            : Reducing.Contains(method, torch) ? (KeepsDimensions(call) ? rank : IsGiven(call, ReducedDimension) ? rank - 1 : 0)
            : Squeezing.Contains(method, torch) ? (IsGiven(call, ReducedDimension) ? rank - 1 : 0)
            : Collapsing.Contains(method, torch) ? 0
            : rank;
    }

    private static bool IsScalar(ITypeSymbol data) =>
        data is not IArrayTypeSymbol
        && !data.AllInterfaces.Any(static type => type.Name == "IEnumerable")
        && data.Name is not ("IList" or "Memory" or "Array" or "ReadOnlyMemory");

    private static int SizesOf(IInvocationOperation call)
    {
        int sizes = call.Arguments.Count(static argument => argument.Parameter is { Name: var name } && SizeOfOne.Contains(name));
        return sizes == 0 ? 1 : sizes;
    }

    private static int? ShapeOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Type: IArrayTypeSymbol })?.Value is { } shape
            ? LengthOf(shape)
            : null;

    /// <summary>The length of a list of sizes: none for <c>zeros(new long[0])</c>, which is a scalar.</summary>
    private static int? LengthOf(IOperation sizes) =>
        sizes switch
        {
            IConversionOperation conversion => LengthOf(conversion.Operand),
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Length,
            IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: int length } }] } => length,
            ICollectionExpressionOperation collection
                when !collection.Elements.Any(static element => element is ISpreadOperation) => collection.Elements.Length,
            IInvocationOperation { TargetMethod.Name: "Empty" } => 0,
            _ => null,
        };

    private static bool KeepsDimensions(IInvocationOperation call) =>
        call.Arguments.Any(static argument => argument.Parameter?.Name == KeepDimension
            && argument.Value.ConstantValue is { HasValue: true, Value: true });

    private static bool IsGiven(IInvocationOperation call, ImmutableHashSet<string> parameters) =>
        call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue
            && argument.Parameter is { Name: var name }
            && parameters.Contains(name));
}
