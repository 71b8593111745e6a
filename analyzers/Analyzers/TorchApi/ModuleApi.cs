using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>Which methods of a module read what is registered, and which move it.</summary>
internal static class ModuleApi
{
    /// <summary>
    /// They bring the components to a device or an element type, and put new tensors in the place of those that change.
    /// </summary>
    public static readonly MemberTable Moving = new(
        TorchOwner.Module,
        "to",
        "cuda",
        "cpu",
        "bool",
        "byte",
        "char",
        "short",
        "int",
        "long",
        "half",
        "bfloat16",
        "float",
        "double",
        "cfloat",
        "cdouble",
        "_to");

    /// <summary>They go over the components without moving them, and do nothing for what is not registered.</summary>
    public static readonly MemberTable Walking = new(
        TorchOwner.Module,
        "apply",
        "modules",
        "named_modules",
        "children",
        "named_children",
        "parameters",
        "named_parameters",
        "buffers",
        "named_buffers",
        "_parameters",
        "_named_parameters",
        "_named_buffers",
        "state_dict",
        "load_state_dict",
        "save",
        "load",
        "train",
        "eval",
        "zero_grad");

    /// <summary>They give the components one by one, in the order of the registry.</summary>
    public static readonly MemberTable Listing = new(
        TorchOwner.Module, "apply", "modules", "named_modules", "children", "named_children", "parameters", "named_parameters");

    /// <summary>They tell the components whether they are trained or used.</summary>
    public static readonly MemberTable SettingMode = new(TorchOwner.Module, "train", "eval");

    /// <summary>Nothing is lost where they find no components: there are no gradients yet.</summary>
    public static readonly MemberTable IdleWithoutComponents = new(TorchOwner.Module, "zero_grad");

    /// <summary>They look for one component by its key.</summary>
    public static readonly MemberTable LookingUp = new(TorchOwner.Module, "get_buffer", "get_parameter", "has_buffer", "has_parameter");

    /// <summary>They run the module on their arguments.</summary>
    public static readonly MemberTable Running = new(TorchOwner.Module, "call", "forward");

    /// <summary>Overriding these says nothing about the components.</summary>
    public static readonly ImmutableHashSet<string> ApartFromComponents =
        ["forward", "Dispose", "ToString", "GetName", "Equals", "GetHashCode"];

    /// <summary>The virtual methods by which TorchSharp finds the tensors to move, and moves them.</summary>
    public static readonly MemberTable Transferring = new(TorchOwner.Module, "_to", "_toEpilog", "named_buffers", "named_parameters");

    /// <summary>They list the trainable tensors, as an optimizer takes them.</summary>
    public static readonly MemberTable ListingParameters = new(TorchOwner.Module, "parameters", "named_parameters");

    /// <summary>Whether <paramref name="method"/> goes over the components of its receiver.</summary>
    public static bool ReadsComponents(IMethodSymbol method, TorchSymbols torch) =>
        Walking.Contains(method, torch) || Moving.Contains(method, torch);

    /// <summary>The same by the name alone, for edits of syntax; a call on another object than <c>this</c> is none.</summary>
    public static bool IsNameOfReader(string name) =>
        Walking.Names.Contains(name) || Moving.Names.Contains(name) || LookingUp.Names.Contains(name);

    /// <summary>The object that a method is called on; extension methods take it as their first argument.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance
        ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? Operations.Unwrap(call.Arguments[0].Value) : null);

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
            return Layers.NeedsRegistration(named);
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
