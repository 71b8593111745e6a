using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>TSG3004: leaves the tensor to the module, which disposes it when its time has come.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class KeepStateFix() : TorchCodeFix(Descriptors.TSG3004_StateDisposed.Id)
{
    internal const string Key = "KeepState";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1 } local
            && local.UsingKeyword.IsKind(SyntaxKind.UsingKeyword))
        {
            yield return new EditRepair(
                "Remove 'using'",
                Key,
                editor => editor.ReplaceNode(local, local.WithUsingKeyword(default).WithLeadingTrivia(local.GetLeadingTrivia())));
        }
        else if (node is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement })
        {
            yield return new EditRepair(
                "Remove 'Dispose()'", Key, editor => editor.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives));
        }
    }
}
