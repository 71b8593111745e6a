using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>Which methods of <c>torch.nn.Module</c> register, and which read what is registered.</summary>
internal static class ModuleApi
{
    private static readonly Dictionary<string, StateKind> s_registering = new(StringComparer.Ordinal)
    {
        ["register_buffer"] = StateKind.Buffer,
        ["register_parameter"] = StateKind.Parameter,
        ["register_module"] = StateKind.Submodule,
        ["add_module"] = StateKind.Submodule,
        ["ConditionallyRegisterBuffer"] = StateKind.Buffer,
        ["ConditionallyRegisterParameter"] = StateKind.Parameter,
    };

    private static readonly HashSet<string> s_reading = new(StringComparer.Ordinal)
    {
        "apply", "modules", "named_modules", "children", "named_children", "parameters", "named_parameters", "buffers", "named_buffers",
        "state_dict", "load_state_dict", "save", "load", "to", "cuda", "cpu", "half", "bfloat16", "train", "eval", "zero_grad", "requires_grad_",
    };

    /// <summary>Containers that take modules or parameters in, and are registered as one child themselves.</summary>
    private static readonly HashSet<string> s_containers = new(StringComparer.Ordinal)
    {
        "Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict",
    };

    /// <summary>
    /// Layers that do nothing but listen to train() and eval(): without parameters, yet wrong when they are left out.
    /// </summary>
    private static readonly HashSet<string> s_modeDependent = new(StringComparer.Ordinal)
    {
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "RReLU",
    };

    public static bool IsRegisterComponents(IMethodSymbol method, TorchSymbols torch) =>
        method.Name == "RegisterComponents" && method.Parameters.IsEmpty && torch.IsStock(method.ContainingType);

    /// <summary>The registry that a call writes to, null for any other method.</summary>
    public static StateKind? RegistryOf(IMethodSymbol method, TorchSymbols torch) =>
        s_registering.TryGetValue(method.Name, out StateKind kind) && torch.IsStock(method.ContainingType) && torch.IsModule(method.ContainingType)
            ? kind
            : null;

    /// <summary><c>ConditionallyRegister*</c> replaces what is there instead of throwing.</summary>
    public static bool Replaces(IMethodSymbol method) => method.Name.StartsWith("Conditionally", StringComparison.Ordinal);

    /// <summary>Whether <paramref name="method"/> walks over the components of its receiver, which may be the first argument of an extension.</summary>
    public static bool ReadsComponents(IMethodSymbol method, TorchSymbols torch) =>
        s_reading.Contains(method.Name)
        && torch.IsStock(method.ContainingType)
        && (method.IsStatic
            ? method.IsExtensionMethod && method.Parameters is [{ Type: var receiver }, ..] && torch.IsModule(receiver)
            : torch.IsModule(method.ContainingType));

    /// <summary>The object that a method is called on; extension methods take it as their first argument.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance
        ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? Operations.Unwrap(call.Arguments[0].Value) : null);

    public static bool IsContainer(ITypeSymbol? type, TorchSymbols torch) =>
        type is not null && s_containers.Contains(type.Name) && torch.IsStock(type);

    /// <summary>Whether leaving a module of this type out of the registry changes anything.</summary>
    public static bool HasState(ITypeSymbol type, TorchSymbols torch) => HasState(type, torch, []);

    private static bool HasState(ITypeSymbol type, TorchSymbols torch, HashSet<ITypeSymbol> visited)
    {
        if (type is not INamedTypeSymbol named || !visited.Add(type))
        {
            return type is ITypeParameterSymbol;
        }

        if (torch.IsStock(named))
        {
            return s_modeDependent.Contains(named.Name)
                || !(named.Name.EndsWith("Loss", StringComparison.Ordinal) || ModuleClassifier.Ancestors(named).Any(static ancestor => ancestor.Name == "ParameterLessModule"));
        }

        return named.DeclaringSyntaxReferences.IsEmpty
            || Own(named).Concat(ModuleClassifier.Ancestors(named).Where(ancestor => !torch.IsStock(ancestor)).SelectMany(Own))
                .Any(type => MayHoldState(type, torch, visited));
    }

    private static IEnumerable<ITypeSymbol> Own(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).Select(static field => field.Type);

    private static bool MayHoldState(ITypeSymbol type, TorchSymbols torch, HashSet<ITypeSymbol> visited) =>
        type switch
        {
            IArrayTypeSymbol array => MayHoldState(array.ElementType, torch, visited),
            INamedTypeSymbol { IsGenericType: true } generic when !torch.IsModule(type) && !torch.IsModuleInterface(type) =>
                generic.TypeArguments.Any(argument => MayHoldState(argument, torch, visited)),
            _ when torch.IsTensorLike(type) || torch.IsModuleInterface(type) => true,
            _ => torch.IsModule(type) && HasState(type, torch, visited),
        };
}
