using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Placement;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What the methods of a tensor do to its device and to the number of its dimensions.</summary>
internal static class TensorMethods
{
    /// <summary>
    /// They take a tensor of another device without complaint: copies, comparisons of shapes, and those whose lengths or
    /// indices have to be on the CPU or may be.
    /// </summary>
    private static readonly ImmutableHashSet<string> s_tolerant = [
        "copy_", "index", "index_", "index_put", "index_put_", "set_", "expand_as", "view_as", "reshape_as", "resize_as_",
        "is_same_size", "broadcast_tensors", "tensor_split", "ctc_loss", "save", "promote_types", "result_type", "can_cast",
        "pack_padded_sequence"];

    private static readonly ImmutableHashSet<string> s_reductions = [
        "sum", "nansum", "mean", "nanmean", "prod", "max", "min", "amax", "amin", "aminmax", "std", "var", "norm", "median", "mode",
        "any", "all", "argmax", "argmin", "logsumexp", "count_nonzero", "quantile", "nanquantile", "std_mean", "var_mean"];

    private static readonly ImmutableHashSet<string> s_dropsDimensions = [
        "select", "squeeze", "squeeze_", "diagonal", "unbind", "dot", "vdot", "inner", "mv", "matmul", "trace", "det", "dist",
        "view", "reshape", "mse_loss", "l1_loss", "cross_entropy", "nll_loss", "binary_cross_entropy",
        "binary_cross_entropy_with_logits", "kl_div", "smooth_l1_loss", "huber_loss"];

    public static bool IsTolerant(IMethodSymbol method) => s_tolerant.Contains(method.Name);

    /// <summary><c>to</c>, <c>cuda</c> and <c>cpu</c>, and the conversions of the element type, which are moves without a device.</summary>
    public static bool IsMove(IMethodSymbol method, TorchSymbols torch) =>
        method.Name is "to" or "cuda" or "cpu" or "type_as" && torch.IsTensorLike(method.ContainingType);

    /// <summary>Where <c>tensor.to(...)</c> leaves the result.</summary>
    public static TensorPlacement Move(IInvocationOperation call, TensorPlacement tensor, TorchSymbols torch)
    {
        if (call.TargetMethod.Name == "cpu")
        {
            return TensorPlacement.Unknown;
        }

        IArgumentOperation? target = call.Arguments.FirstOrDefault(argument => NamesDevice(argument, torch));
        if (call.TargetMethod.Name == "cuda" || target is not null)
        {
            return target is not null && IsCpu(target.Value) ? TensorPlacement.Unknown : tensor.MovedToModule();
        }

        return tensor;
    }

    /// <summary>A device written down as the CPU: what comes out of it meets other tensors there on purpose.</summary>
    public static bool IsCpu(IOperation device) =>
        device switch
        {
            IConversionOperation conversion => IsCpu(conversion.Operand),
            IMemberReferenceOperation member => member.Member.Name == "CPU",
            IInvocationOperation { TargetMethod.Name: "device", Arguments: [{ } first, ..] } => IsCpu(first.Value),
            IObjectCreationOperation { Arguments: [{ } first, ..] } => IsCpu(first.Value),
            { ConstantValue: { HasValue: true, Value: string name } } => name == "cpu",
            _ => false,
        };

    /// <summary>The dimensions that are left of <paramref name="rank"/> after <paramref name="call"/>, at least.</summary>
    public static int RankAfter(IInvocationOperation call, int rank)
    {
        string name = call.TargetMethod.Name;
        if (name is "unsqueeze" or "unsqueeze_" or "stack")
        {
            return rank + 1;
        }

        if (name is "view" or "reshape" or "expand" or "repeat" or "broadcast_to" or "tile")
        {
            return SizeOf(call) ?? (s_dropsDimensions.Contains(name) ? 0 : rank);
        }

        if (s_reductions.Contains(name))
        {
            return KeepsDimensions(call) ? rank : call.Arguments.Any(static argument => IsGiven(argument, "dim", "dims", "axis")) ? rank - 1 : 0;
        }

        return name is "select" or "unbind" or "diagonal" ? rank - 1
            : name is "squeeze" or "squeeze_" && call.Arguments.Any(static argument => IsGiven(argument, "dim")) ? rank - 1
            : s_dropsDimensions.Contains(name) ? 0
            : rank;
    }

    private static bool NamesDevice(IArgumentOperation argument, TorchSymbols torch) =>
        argument.ArgumentKind != ArgumentKind.DefaultValue
        && argument.Parameter is { Type: { } type } parameter
        && (SymbolEqualityComparer.Default.Equals(type, torch.Device)
            || type.Name == "DeviceType"
            || parameter.Name == "device"
            || torch.IsTensorLike(type));

    private static int? SizeOf(IInvocationOperation call)
    {
        IOperation? sizes = call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Type: IArrayTypeSymbol })?.Value;
        return sizes switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Length,
            ICollectionExpressionOperation collection => collection.Elements.Length,
            _ => null,
        };
    }

    private static bool KeepsDimensions(IInvocationOperation call) =>
        call.Arguments.Any(static argument => argument.Parameter?.Name == "keepdim" && argument.Value.ConstantValue is { HasValue: true, Value: true });

    private static bool IsGiven(IArgumentOperation argument, params string[] names) =>
        argument.ArgumentKind != ArgumentKind.DefaultValue && names.Any(name => argument.Parameter?.Name == name);
}
