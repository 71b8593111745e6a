using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What makes a tensor collect gradients, and who uses them.</summary>
internal static class GradientApi
{
    /// <summary>They ask for gradients unless they are told otherwise.</summary>
    public static readonly MemberTable Asking = new(TorchOwner.Tensor, "requires_grad_", "with_requires_grad");

    /// <summary>The property by which a tensor is asked.</summary>
    public static readonly MemberTable Property = new(TorchOwner.Tensor, "requires_grad");

    /// <summary>The gradient itself: whoever reads it trains by hand.</summary>
    public static readonly MemberTable Gradient = new(TorchOwner.Tensor, "grad");

    /// <summary>They cut a tensor off from its history.</summary>
    public static readonly MemberTable Cutting = new(TorchOwner.Tensor, "detach", "alias");

    /// <summary>They make a Parameter, or compute gradients of what they are given.</summary>
    public static readonly MemberTable TakingTrainable = new(TorchOwner.Torch, "Parameter", "grad");

    private const string OptimizerClass = "Optimizer";
    private const string OptimizerPlace = "optim";

    public const string Step = "step";

    /// <summary>Whether a call asks for a tensor that collects gradients: <c>requires_grad_()</c>, or a factory's argument.</summary>
    public static bool AsksForGradient(IInvocationOperation call, TorchSymbols torch)
    {
        IArgumentOperation? argument =
            call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == TensorFactories.RequiresGrad);
        return argument is null
            ? Asking.Contains(call.TargetMethod, torch)
            : argument.Value.ConstantValue is { HasValue: true, Value: true };
    }

    /// <summary>An optimizer of TorchSharp's, or one that derives from them.</summary>
    public static bool IsOptimizer(ITypeSymbol? type, TorchSymbols torch)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: OptimizerClass, ContainingType.Name: OptimizerPlace } && torch.IsStock(type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A function that makes an optimizer of what it is given.</summary>
    public static bool MakesOptimizer(IMethodSymbol method, TorchSymbols torch) =>
        torch.IsStock(method.ContainingType) && IsOptimizer(method.ReturnType, torch);
}
