using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>What a field or property is, before anybody asks whether it is state: see <see cref="ModuleDeclaration"/>.</summary>
internal static class MemberClassifier
{
    /// <summary>
    /// Fields and properties that somebody wrote, in declaration order. Backing fields are left out, the compiler's and
    /// the generator's: their property stands for them.
    /// </summary>
    public static IEnumerable<ISymbol> Candidates(INamedTypeSymbol type) =>
        type.GetMembers().Where(static member =>
            (member is IFieldSymbol { IsImplicitlyDeclared: false }
                or IPropertySymbol { IsImplicitlyDeclared: false, PartialDefinitionPart: null })
            && !GeneratedFile.Declares(member));

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
        property.IsPartialDefinition
        && (property.PartialImplementationPart is not { } implementation || GeneratedFile.Declares(implementation));

    /// <summary>The state of a base class that an override holds: the base shows its own virtual property, and so this one.</summary>
    public static StateMember? ShownByBase(ISymbol member, TorchSymbols torch)
    {
        for (IPropertySymbol? property = (member as IPropertySymbol)?.OverriddenProperty;
             property is not null;
             property = property.OverriddenProperty)
        {
            if (ModuleClassifier.IsGenerated(property.ContainingType, torch) && ModuleDeclaration.StateOf(property, torch) is { } shown)
            {
                return shown;
            }
        }

        return null;
    }

    public static bool SupportsPartialProperties(ISymbol member) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is not CSharpParseOptions options
        || options.LanguageVersion >= LanguageVersion.CSharp13;

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
        ComponentNameDataOf(
            member,
            torch)?.NamedArguments.FirstOrDefault(static argument =>
                argument.Key == "Name").Value is { Kind: not TypedConstantKind.Array } name
            ? name.Value as string
            : null;

    public static AttributeData? ComponentNameDataOf(ISymbol member, TorchSymbols torch) =>
        (member is IPropertySymbol property ? BackingField(property) : member)?.GetAttributes().FirstOrDefault(data =>
            SymbolEqualityComparer.Default.Equals(data.AttributeClass, torch.ComponentNameAttribute));
}
