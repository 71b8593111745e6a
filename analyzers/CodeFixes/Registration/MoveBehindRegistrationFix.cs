using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1017: uses the components when there are some.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveBehindRegistrationFix() : TorchCodeFix("TSG1017")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG1017.MoveBehind";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        // A local that the statement declares would come too late for what stands between.
        if (ConstructorEdits.StatementOf(root.FindNode(diagnostic.Location.SourceSpan)) is var (block, statement)
            && statement is not LocalDeclarationStatementSyntax
            && ConstructorEdits.Registration(block) is { } registration
            && statement.SpanStart < registration.SpanStart)
        {
            yield return new EditRepair(
                "Move behind RegisterComponents()",
                Key,
                editor => editor.ReplaceNode(block, static (current, _) => ConstructorEdits.MoveBehindRegistration((BlockSyntax)current)));
        }
    }
}
