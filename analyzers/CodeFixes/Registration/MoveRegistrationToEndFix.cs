using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1003: lets the registration wait until every member has its value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveRegistrationToEndFix() : TorchCodeFix("TSG1003")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG1003.MoveToEnd";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (ConstructorEdits.StatementOf(root.FindNode(diagnostic.Location.SourceSpan)) is var (block, statement)
            && ConstructorEdits.Registration(block) is { } registration
            && registration.SpanStart < statement.SpanStart
            && ConstructorEdits.CanMoveToEnd(block))
        {
            yield return new EditRepair(
                "Move RegisterComponents() to the end of the constructor",
                Key,
                editor => editor.ReplaceNode(block, static (current, _) => ConstructorEdits.MoveRegistrationToEnd((BlockSyntax)current)));
        }
    }
}
