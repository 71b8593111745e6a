using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>TSG3002: takes the tensors of the module out of the scope, right after it was made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DetachStateFix() : TorchCodeFix(Descriptors.TSG3002_ModuleCreatedInDisposeScope.Id)
{
    internal const string Key = "DetachState";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        StatementSyntax? creation = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<StatementSyntax>();
        if (creation?.Parent is BlockSyntax && Variable(creation) is { } variable)
        {
            SyntaxTrivia end = StateAttributeEdits.EndOfLine(root);
            SyntaxTriviaList indentation = Indentation.Of(creation.GetLeadingTrivia());
            StatementSyntax detach = SyntaxFactory.ParseStatement(
                string.Join(
                    $"{end}{indentation}",
                    $"{indentation}foreach (var tensor in {variable}.state_dict().Values)",
                    "{",
                    "    tensor.DetachFromDisposeScope();",
                    "}")).WithTrailingTrivia(end);
            yield return new EditRepair(
                $"Detach the tensors of '{variable}' from the scope",
                Key,
                editor => editor.InsertAfter(creation, detach));
        }
    }

    private static string? Variable(StatementSyntax creation) =>
        creation switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: [var declarator] } => declarator.Identifier.Text,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Left.ToString(),
            _ => null,
        };
}
