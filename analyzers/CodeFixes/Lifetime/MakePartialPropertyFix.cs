using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.Rules.Lifetime;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>
/// TSG3003: turns the field into a partial property of the same name, and so of the same key. Its setter sees each assignment.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialPropertyFix() : TorchCodeFix(Descriptors.TSG3003_StateFieldReassigned.Id)
{
    internal const string Key = "MakePartialProperty";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(StateFieldReassignedAnalyzer.MemberProperty, out string? name)
            && model.GetEnclosingSymbol(diagnostic.Location.SourceSpan.Start, cancellationToken)?.ContainingType is { } type
            && ClassOrigins.Chain(type).SelectMany(ancestor => ancestor.OriginalDefinition.GetMembers(name!))
                .FirstOrDefault() is IFieldSymbol { DeclaringSyntaxReferences: [var reference] } field
            && reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax declarator
            && declarator.Parent?.Parent is FieldDeclarationSyntax { Declaration.Variables.Count: 1 } declaration
            && MemberClassifier.SupportsPartialProperties(field)
            && declaration.Modifiers.All(static modifier => !modifier.IsKind(SyntaxKind.VolatileKeyword))
            && field.GetAttributes().All(static data => StateAttribute.IsOurs(data.AttributeClass!))
            && TorchSymbols.TryCreate(model.Compilation) is { } torch
            && !RegistrationOracle.Of(model.Compilation, torch).Uses
                .Of(field, cancellationToken)
                .Any(static use => IsByReference(use.Operation.Syntax))
            && Property(declaration) is not null
            && InitialValue.Of(declarator, field.ContainingType) is { } initial)
        {
            yield return new EditRepair(
                $"Make '{name}' a partial property",
                Key,
                editor =>
                {
                    editor.ReplaceNode(
                        declaration,
                        static (current, _) => current is FieldDeclarationSyntax kept && Property(kept) is { } property
                            ? kept.CopyAnnotationsTo(property)
                            : current);
                    foreach (BlockSyntax body in initial.Constructors)
                    {
                        editor.ReplaceNode(body, (current, _) => initial.AssignIn((BlockSyntax)current));
                    }
                },
                declaration.SyntaxTree);
        }
    }

    private static bool IsByReference(SyntaxNode use) =>
        use.Parent is RefExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 };

    /// <summary>Null where the field is being typed, perhaps as the property that it would become.</summary>
    private static PropertyDeclarationSyntax? Property(FieldDeclarationSyntax field)
    {
        if (field.ContainsDiagnostics || field.Declaration.Type is RefTypeSyntax || field.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return null;
        }

        string modifiers = string.Concat(field.Modifiers.Select(static modifier => modifier.Text + " "));
        return SyntaxFactory.ParseMemberDeclaration(
            $"{modifiers}partial {field.Declaration.Type.WithoutTrivia()} {field.Declaration.Variables[0].Identifier.Text} {{ get; set; }}")
            is PropertyDeclarationSyntax { ContainsDiagnostics: false } property
            ? property.WithAttributeLists(field.AttributeLists)
                .WithLeadingTrivia(field.GetLeadingTrivia())
                .WithTrailingTrivia(field.GetTrailingTrivia())
            : null;
    }
}
