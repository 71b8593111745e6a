using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// Which members of a generated class are state, of which kind and under which key. The generator writes what this says,
/// the analyzers explain what this says.
/// </summary>
internal static class MemberClassifier
{
    /// <summary>The registered members of <paramref name="type"/>, in declaration order.</summary>
    public static IEnumerable<StateMember> RegisteredMembers(INamedTypeSymbol type, TorchSymbols torch) =>
        Candidates(type)
            .Select(member => Classify(member, torch))
            .OfType<StateMember>();

    /// <summary>
    /// Fields and properties that somebody wrote, in declaration order. Backing fields are left out, the compiler's and
    /// the generator's: their property stands for them.
    /// </summary>
    public static IEnumerable<ISymbol> Candidates(INamedTypeSymbol type) =>
        type.GetMembers().Where(static member =>
            (member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsImplicitlyDeclared: false, PartialDefinitionPart: null })
            && !GeneratedFile.Declares(member));

    /// <summary>Null where <paramref name="member"/> of a generated class is not state.</summary>
    public static StateMember? Classify(ISymbol member, TorchSymbols torch)
    {
        if (TypeOf(member) is not { } type || StateTypes.Describe(type, torch) is not var (kind, shape))
        {
            return null;
        }

        ImmutableArray<StateAttribute> attributes = StateAttribute.Of(member);
        StateAttribute? attribute = attributes.Length > 0 ? attributes[0] : null;
        bool declared = attribute is not null
            ? KindOf(attribute.Kind) == kind
            : shape == StateShape.Single && kind != StateKind.Buffer && HoldsValue(member) && !IsShownByBase(member, torch);

        return declared
            ? new StateMember(member, kind, shape, type, KeyOf(member, attribute, torch), attribute)
            : null;
    }

    /// <summary>The kind that an attribute asks for, null for <c>[NotRegistered]</c>.</summary>
    public static StateKind? KindOf(StateAttributeKind attribute) =>
        attribute switch
        {
            StateAttributeKind.Buffer => StateKind.Buffer,
            StateAttributeKind.Parameter => StateKind.Parameter,
            StateAttributeKind.Submodule => StateKind.Submodule,
            _ => null,
        };

    public static ITypeSymbol? TypeOf(ISymbol member) =>
        member switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

    /// <summary>An instance field, an auto-property or a partial property: something that keeps what is assigned.</summary>
    public static bool HoldsValue(ISymbol member) =>
        member switch
        {
            IFieldSymbol field => !field.IsStatic && !field.IsConst,
            IPropertySymbol property => !property.IsStatic && (IsLeftToGenerator(property) || IsAuto(property)),
            _ => false,
        };

    /// <summary>A partial property whose other part is not hand-written.</summary>
    public static bool IsLeftToGenerator(IPropertySymbol property) =>
        property.IsPartialDefinition && (property.PartialImplementationPart is not { } implementation || GeneratedFile.Declares(implementation));

    /// <summary>The base class shows a virtual property of its own, and so the value that an override holds.</summary>
    private static bool IsShownByBase(ISymbol member, TorchSymbols torch)
    {
        for (IPropertySymbol? property = (member as IPropertySymbol)?.OverriddenProperty; property is not null; property = property.OverriddenProperty)
        {
            if (ModuleClassifier.IsGenerated(property.ContainingType, torch) && Classify(property.OriginalDefinition, torch) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether generated code may assign the member outside a constructor.</summary>
    public static bool IsAssignable(ISymbol member) =>
        member switch
        {
            IFieldSymbol field => !field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
            _ => false,
        };

    public static IFieldSymbol? BackingField(IPropertySymbol property) =>
        property.ContainingType.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>The field behind a property of a referenced assembly is not visible; the compiler's mark on the getter is.</summary>
    private static bool IsAuto(IPropertySymbol property) =>
        BackingField(property) is not null
        || (property.DeclaringSyntaxReferences.IsEmpty
            && property.GetMethod?.GetAttributes().Any(static data => data.AttributeClass?.Name == "CompilerGeneratedAttribute") == true);

    /// <summary>An explicit key, else TorchSharp's own <c>[ComponentName]</c>, else the naming policy.</summary>
    public static string KeyOf(ISymbol member, StateAttribute? attribute, TorchSymbols torch) =>
        attribute?.Key ?? ComponentNameOf(member, torch) ?? StateNaming.KeyFor(member.Name, member.ContainingType);

    /// <summary>
    /// The name that <c>[ComponentName(Name = "...")]</c> gives. On an auto-property TorchSharp reads it from the backing
    /// field: <c>[field: ComponentName(...)]</c>.
    /// </summary>
    public static string? ComponentNameOf(ISymbol member, TorchSymbols torch) =>
        ComponentNameDataOf(member, torch)?.NamedArguments.FirstOrDefault(static argument => argument.Key == "Name").Value is { Kind: not TypedConstantKind.Array } name
            ? name.Value as string
            : null;

    public static AttributeData? ComponentNameDataOf(ISymbol member, TorchSymbols torch) =>
        (member is IPropertySymbol property ? BackingField(property) : member)?.GetAttributes().FirstOrDefault(data =>
            SymbolEqualityComparer.Default.Equals(data.AttributeClass, torch.ComponentNameAttribute));
}
