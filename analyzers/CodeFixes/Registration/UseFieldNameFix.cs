using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Simplification;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Rules.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1009: registers under the field's name, or tells TorchSharp the name that the field goes by, which keeps the key that
/// older checkpoints have.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UseFieldNameFix() : TorchCodeFix(Descriptors.TSG1009_RegisteredNameDiffersFromMember.Id)
{
    internal const string NameKey = "UseFieldName";
    internal const string ComponentNameKey = "AddComponentName";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(RegisteredNameAnalyzer.FieldProperty, out string? field)
            || field is null
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } call)
        {
            yield break;
        }

        yield return new EditRepair(
            $"Register it as nameof({field})",
            NameKey,
            editor => editor.ReplaceNode(first.Expression, SyntaxFactory.ParseExpression($"nameof({field})").WithTriviaFrom(first.Expression)));

        if (DeclarationOf(field, call, model, cancellationToken) is { } declaration
            && model.GetConstantValue(first.Expression, cancellationToken) is { HasValue: true, Value: string key })
        {
            yield return new EditRepair(
                $"Name the field \"{key}\" with [ComponentName]",
                ComponentNameKey,
                editor => editor.ReplaceNode(declaration, (current, _) => Name((FieldDeclarationSyntax)current, key)));
        }
    }

    private static FieldDeclarationSyntax? DeclarationOf(string field, SyntaxNode call, SemanticModel model, CancellationToken cancellationToken) =>
        (model.GetEnclosingSymbol(call.SpanStart, cancellationToken)?.ContainingType)
            ?.GetMembers(field)
            .SelectMany(static member => member.DeclaringSyntaxReferences)
            .Where(reference => reference.SyntaxTree == call.SyntaxTree)
            .Select(reference => reference.GetSyntax(cancellationToken).FirstAncestorOrSelf<FieldDeclarationSyntax>())
            .FirstOrDefault(static declaration => declaration is { Declaration.Variables.Count: 1 });

    private static FieldDeclarationSyntax Name(FieldDeclarationSyntax field, string key)
    {
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("TorchSharp.Utils.ComponentName"),
            SyntaxFactory.ParseAttributeArgumentList($"(Name = {SyntaxFactory.Literal(key)})"));
        return field.WithLeadingTrivia()
            .AddAttributeLists(SyntaxFactory.AttributeList([attribute]).WithAdditionalAnnotations(Simplifier.Annotation).WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(field.GetLeadingTrivia());
    }
}
