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

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1005: declares the collection as state, or makes it one that TorchSharp looks into.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterCollectionFix() : TorchCodeFix("TSG1005")
{
    /// <summary>The key of the repair that adds an attribute.</summary>
    public const string AttributeKey = "TSG1005.Attribute";

    /// <summary>The key of the repair that makes it a ModuleList.</summary>
    public const string ModuleListKey = "TSG1005.ModuleList";

    /// <summary>Members of a list that a ModuleList has too.</summary>
    private static readonly HashSet<string> s_shared = ["Add", "Count", "Clear", "Contains", "Insert", "IndexOf"];

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (TorchSymbols.TryCreate(model.Compilation) is not { } torch
            || DeclaredMember.At(
                diagnostic.Location,
                root,
                model,
                cancellationToken) is not { IsAlone: true, Symbol: { ContainingType: { } type } member } declared)
        {
            yield break;
        }

        if (MemberClassifier.TypeOf(member) is { } held && StateTypes.Describe(held, torch) is { IsCollection: true, Kind: var kind })
        {
            if (GenerateRepair.For(
                $"Register the elements of '{member.Name}': [{kind}]",
                AttributeKey,
                GenerationRequest.Repair(member, Wishes.For(kind)),
                model,
                cancellationToken) is { } repair)
            {
                yield return repair;
            }

            if (!ModuleClassifier.IsDeclared(type)
                && kind == StateKind.Submodule
                && ModuleListOf(declared, root, model, cancellationToken) is { } list)
            {
                yield return new EditRepair(
                    $"Make '{member.Name}' a ModuleList",
                    ModuleListKey,
                    editor => editor.ReplaceNode(declared.Syntax, (current, _) => list));
            }
        }
    }

    /// <summary>The field as a ModuleList, if it is an empty list to start with and is only used as one.</summary>
    private static FieldDeclarationSyntax? ModuleListOf(
        DeclaredMember declared, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (declared.Syntax is not FieldDeclarationSyntax { Declaration: { Type: GenericNameSyntax { Identifier.ValueText: "List" } list,
            Variables: [{ Initializer.Value: BaseObjectCreationExpressionSyntax creation }] } } field
            || creation is not { ArgumentList.Arguments.Count: 0, Initializer: null }
            || declared.Symbol.DeclaredAccessibility != Accessibility.Private
            || model.LookupNamespacesAndTypes(field.SpanStart, name: "ModuleList").IsEmpty
            || !declared.Uses(root, model, cancellationToken).All(IsListUse))
        {
            return null;
        }

        FieldDeclarationSyntax changed = field.ReplaceNode(
            list, list.WithIdentifier(SyntaxFactory.Identifier("ModuleList").WithTriviaFrom(list.Identifier)));
        return changed.Declaration.Variables[0].Initializer!.Value is ObjectCreationExpressionSyntax { Type: GenericNameSyntax created }
            ? changed.ReplaceNode(created, created.WithIdentifier(SyntaxFactory.Identifier("ModuleList")))
            : changed;
    }

    private static bool IsListUse(IdentifierNameSyntax use)
    {
        SyntaxNode place = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self && self.Name == use
            ? self
            : use;
        return place.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == place && s_shared.Contains(access.Name.Identifier.ValueText),
            ElementAccessExpressionSyntax access => access.Expression == place,
            ForEachStatementSyntax loop => loop.Expression == place,
            _ => false,
        };
    }
}
