using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0004: takes away what keeps the member from holding a value that can change.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeHoldValueFix() : TorchCodeFix("TSG0004")
{
    /// <summary>
    /// The key of each repair. A member has one: it loses the <c>field:</c> target of its attribute, or gets a setter, or
    /// loses <c>static</c>, <c>const</c> and <c>readonly</c>.
    /// </summary>
    public const string Key = "TSG0004.MakeHoldValue";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        RepairsInOrder(diagnostic, root, model, cancellationToken).Take(1);

    private static IEnumerable<Repair> RepairsInOrder(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { } member
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch)
        {
            yield break;
        }

        if (member.Syntax is PropertyDeclarationSyntax property)
        {
            foreach (Repair repair in PropertyRepairs(property, (IPropertySymbol)member.Symbol))
            {
                yield return repair;
            }
        }

        SyntaxKind[] modifiers = Obstacles(member, torch).ToArray();
        bool becomesInstance = modifiers.Any(static kind => kind is SyntaxKind.StaticKeyword or SyntaxKind.ConstKeyword);
        if (modifiers.Length > 0 && (!becomesInstance || InstanceUse.IsEverywhere(member, root, model, cancellationToken)))
        {
            string names = string.Join(" ", modifiers.Select(static kind => SyntaxFacts.GetText(kind)));
            yield return new EditRepair(
                $"Remove '{names}'",
                Key,
                editor =>
                    editor.ReplaceNode(member.Syntax, (current, _) => ModifierEdits.Remove((MemberDeclarationSyntax)current, modifiers)));
        }
    }

    private static IEnumerable<SyntaxKind> Obstacles(DeclaredMember member, TorchSymbols torch)
    {
        SyntaxTokenList modifiers = member.Syntax.Modifiers;
        if (modifiers.Any(SyntaxKind.ConstKeyword))
        {
            yield return SyntaxKind.ConstKeyword;
        }

        if (modifiers.Any(SyntaxKind.StaticKeyword))
        {
            yield return SyntaxKind.StaticKeyword;
        }

        bool replaced = ModuleDeclaration.StateOf(member.Symbol, torch) is { IsCollection: false, Kind: not StateKind.Submodule };
        if (replaced && modifiers.Any(SyntaxKind.ReadOnlyKeyword))
        {
            yield return SyntaxKind.ReadOnlyKeyword;
        }
    }

    private static IEnumerable<Repair> PropertyRepairs(PropertyDeclarationSyntax property, IPropertySymbol symbol)
    {
        if (MemberClassifier.BackingField(symbol) is { } backing
            && StateAttribute.Of(backing) is [{ Data: var data }]
            && !StateAttribute.IsAny(symbol)
            && AttributeEdits.SyntaxOn(property, data) is { Parent: AttributeListSyntax { Target: not null, Attributes.Count: 1 } list })
        {
            yield return new EditRepair("Remove 'field:'", Key, editor => editor.ReplaceNode(list, list.WithTarget(null)));
        }

        if (symbol is not { IsStatic: false, SetMethod: null or { IsInitOnly: true }, IsOverride: false }
            || property.AccessorList is not { } accessors
            || accessors.Accessors.Any(static accessor => accessor.Body is not null || accessor.ExpressionBody is not null)
            || ImplementsInit(symbol)
            || !symbol.ExplicitInterfaceImplementations.IsEmpty)
        {
            yield break;
        }

        if (accessors.Accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.InitAccessorDeclaration)) is { } init)
        {
            yield return new EditRepair(
                "Change 'init' to 'set'", Key, editor => editor.ReplaceNode(init, StateAttributeEdits.AsSetter(init)));
            yield break;
        }

        AccessorDeclarationSyntax setter = StateAttributeEdits.SetterOf(property);
        yield return new EditRepair(
            $"Add '{setter.ToString().TrimEnd(';')}'", Key, editor => editor.ReplaceNode(accessors, accessors.AddAccessors(setter)));
    }

    /// <summary>An interface that asks for <c>init</c> does not accept <c>set</c>.</summary>
    private static bool ImplementsInit(IPropertySymbol symbol) =>
        symbol.ContainingType.AllInterfaces
            .SelectMany(static type => type.GetMembers().OfType<IPropertySymbol>())
            .Any(required => required.SetMethod is { IsInitOnly: true }
                && SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(required), symbol));
}
