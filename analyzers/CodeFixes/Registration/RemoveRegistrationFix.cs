using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1021, TSG1022: removes a registration of what is registered anyway.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveRegistrationFix() : TorchCodeFix("TSG1021", "TSG1022")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG.RemoveRegistration";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call
            && call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement)
        {
            yield return new EditRepair(
                $"Remove '{call}'", Key, editor => editor.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives));
        }
    }
}
