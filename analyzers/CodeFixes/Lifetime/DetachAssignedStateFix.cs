using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>
/// TSG3003: takes the assigned tensor out of the scope in which it was made. The call that does so returns a plain tensor,
/// whatever it is called on, so a parameter is left to the partial property.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DetachAssignedStateFix() : TorchCodeFix(Descriptors.TSG3003_StateFieldReassigned.Id)
{
    internal const string Key = "DetachAssignedState";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(
            diagnostic.Location.SourceSpan,
            getInnermostNodeForTie: true) is AssignmentExpressionSyntax { Left: not TupleExpressionSyntax } assignment
            && TorchSymbols.TryCreate(model.Compilation) is { } torch
            && model.GetTypeInfo(assignment.Left, cancellationToken).Type is { } type
            && torch.IsTensor(type))
        {
            yield return new EditRepair(
                $"Detach the tensor that '{assignment.Left}' gets from the scope",
                Key,
                editor => editor.ReplaceNode(assignment, static (current, _) => DetachEdit.Of((AssignmentExpressionSyntax)current)));
        }
    }
}
