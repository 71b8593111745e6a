using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>TSG3001: builds the optimizer right after the module has moved.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveOptimizerFix() : TorchCodeFix(Descriptors.TSG3001_OptimizerBuiltBeforeMove.Id)
{
    internal const string Key = "MoveOptimizer";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        StatementSyntax? creation = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<StatementSyntax>();
        StatementSyntax? move = diagnostic.AdditionalLocations is [var place]
            ? root.FindNode(place.SourceSpan).FirstAncestorOrSelf<StatementSyntax>()
            : null;

        if (creation?.Parent is BlockSyntax block
            && move?.Parent == block
            && Variable(creation) is { } variable
            && block.Statements.SkipWhile(statement => statement != creation)
                .Skip(1)
                .TakeWhile(statement => statement != move)
                .All(statement => !Mentions(statement, variable))
            && !Mentions(move, variable))
        {
            yield return new EditRepair(
                "Build the optimizer after the move",
                Key,
                editor =>
                {
                    editor.RemoveNode(creation, SyntaxRemoveOptions.KeepNoTrivia);
                    editor.InsertAfter(move, creation);
                });
        }
    }

    private static string? Variable(StatementSyntax creation) =>
        creation switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: [var declarator] } => declarator.Identifier.ValueText,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } } =>
                name.Identifier.ValueText,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } }
                when member.Expression is ThisExpressionSyntax => member.Name.Identifier.ValueText,
            _ => null,
        };

    private static bool Mentions(StatementSyntax statement, string variable) =>
        statement.DescendantTokens().Any(token => token.ValueText == variable);
}
