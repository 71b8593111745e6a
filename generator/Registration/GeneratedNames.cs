using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>The members that a generated class gets, by which a hand-written one of the same signature is found.</summary>
internal static class GeneratedNames
{
    public const string VisitState = "VisitState";
    public const string State = "__state";
    public const string StateProperty = "__State";

    /// <summary>
    /// Overrides in the first generated class of a chain: name and simple names of the parameter types. Everything else
    /// of <c>Module</c> (<c>train</c>, <c>zero_grad</c>, <c>parameters</c>, <c>Dispose</c>, ...) asks these.
    /// </summary>
    public static ImmutableArray<(string Name, string Parameters)> Overrides { get; } = ImmutableArray.Create(
        ("RegisterComponents", ""),
        ("_named_parameters", ""),
        ("_to", "Device ScalarType Boolean"),
        ("_to", "DeviceType Int32 Boolean"),
        ("_to", "ScalarType Boolean"),
        ("register_buffer", "String Tensor Boolean"),
        ("register_parameter", "String Parameter"),
        ("register_module", "String Module"),
        ("apply", "Action"),
        ("named_parameters", "Boolean"),
        ("named_buffers", "Boolean Boolean"),
        ("named_children", ""),
        ("named_modules", ""),
        ("state_dict", "Dictionary String"),
        ("load_state_dict", "Dictionary Boolean IList"),
        ("load", "BinaryReader Boolean IList Dictionary"),
        ("has_buffer", "String"),
        ("get_buffer", "String"),
        ("has_parameter", "String"),
        ("get_parameter", "String"),
        ("reset_buffers", ""));

    /// <summary>
    /// Whether a class hides TorchSharp's <c>save</c>, which is not virtual, by one that saves tensors of any layout. Where
    /// it or a hand-written base has a <c>save</c> of its own, that one stays.
    /// </summary>
    public static bool HidesSave(INamedTypeSymbol type, TorchSymbols torch) => !HasOwn("save", type, torch);

    /// <summary>Whether a class prints its tree: unless it or a hand-written base says itself how it prints.</summary>
    public static bool PrintsTree(INamedTypeSymbol type, TorchSymbols torch) => !HasOwn(nameof(ToString), type, torch);

    private static bool HasOwn(string name, INamedTypeSymbol type, TorchSymbols torch) =>
        type.Name == name
        || type.TypeParameters.Any(parameter => parameter.Name == name)
        || ModuleClassifier.Ancestors(type)
            .Prepend(type)
            .TakeWhile(ancestor => !torch.IsStock(ancestor))
            .Any(ancestor => ancestor.MemberNames.Contains(name));

    /// <summary>
    /// What stands in the way of the members that are written into <paramref name="type"/>: hand-written members, those of
    /// hand-written bases that cannot be overridden or would be hidden, and the name of the class itself.
    /// </summary>
    public static IEnumerable<DeclarationProblem> Collisions(INamedTypeSymbol type, BaseKind baseKind, TorchSymbols torch) =>
        Own(type, baseKind).Concat(Names(type, baseKind)).Concat(Inherited(type, baseKind, torch));

    /// <summary>Whether the generator writes a member of this name and signature into a class.</summary>
    public static bool Collides(ISymbol member, BaseKind baseKind) =>
        IsWritten(member.Name, baseKind)
        && (member is not IMethodSymbol method
            || (method.MethodKind == MethodKind.Ordinary && (member.Name is State or StateProperty || HasSignature(method))));

    private static IEnumerable<DeclarationProblem> Own(INamedTypeSymbol type, BaseKind baseKind) =>
        type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && !GeneratedFile.Declares(member) && Collides(member, baseKind))
            .Select(static member =>
                new DeclarationProblem(DeclarationRule.CollidesWithOverride, member, member.Name, "remove or rename yours"));

    /// <summary>No member may be called as its class or as a type parameter.</summary>
    private static IEnumerable<DeclarationProblem> Names(INamedTypeSymbol type, BaseKind baseKind) =>
        type.TypeParameters
            .Prepend<ISymbol>(type)
            .Where(symbol => IsWritten(symbol.Name, baseKind))
            .Select(symbol => new DeclarationProblem(
                DeclarationRule.CollidesWithOverride,
                type,
                symbol.Name,
                symbol is INamedTypeSymbol ? "rename the class" : "rename the type parameter"));

    private static IEnumerable<DeclarationProblem> Inherited(INamedTypeSymbol type, BaseKind baseKind, TorchSymbols torch) =>
        ModuleClassifier.Ancestors(type)
            .TakeWhile(ancestor => !(torch.IsStock(ancestor) && ModuleClassifier.IsPlainModule(ancestor))
                && !ModuleClassifier.IsGenerated(ancestor, torch))
            .SelectMany(static ancestor => ancestor.GetMembers())
            .Where(member => member is { IsSealed: true } or { IsOverride: false } && IsSeenBy(type, member) && Collides(member, baseKind))
            .Select(member => new DeclarationProblem(
                DeclarationRule.CollidesWithOverride,
                type,
                member.Name,
                $"'{member.ContainingType.Name}' has one that {(member.IsSealed ? "is sealed" : "it would hide")}, so rename or remove that"));

    private static bool IsSeenBy(INamedTypeSymbol type, ISymbol member) =>
        member.DeclaredAccessibility switch
        {
            Accessibility.Private => false,
            Accessibility.Internal or Accessibility.ProtectedAndInternal =>
                SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly)
                || member.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
            _ => true,
        };

    private static bool IsWritten(string name, BaseKind baseKind) =>
        name == VisitState
        || (baseKind != BaseKind.Generated && (name is State or StateProperty || Overrides.Any(entry => entry.Name == name)));

    private static bool HasSignature(IMethodSymbol method) =>
        method.Arity == 0
        && (method.Name == VisitState
            ? Signature(method) == "StateVisitor"
            : Overrides.Any(entry => entry.Name == method.Name && entry.Parameters == Signature(method)));

    private static string Signature(IMethodSymbol method) =>
        string.Join(" ", method.Parameters.Select(static parameter => parameter.Type.Name));
}
