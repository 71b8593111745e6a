using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Forward;

/// <summary>
/// TSG1014: declares the member as a buffer that moves with the module. It was not saved until now, and stays so. The move
/// in forward is left: it does nothing any more, and it may convert the element type.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeviceCopyPerCallFix() : TorchCodeFix(Descriptors.TSG1014_DeviceCopyPerCall.Id)
{
    internal const string Key = "DeclareMovedBuffer";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(
            diagnostic.Location.SourceSpan,
            getInnermostNodeForTie: true) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax move } call
            && call.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
            && model.GetSymbolInfo(move.Expression, cancellationToken).Symbol is IFieldSymbol field
            && SymbolEqualityComparer.Default.Equals(field.ContainingType, model.GetDeclaredSymbol(declaration, cancellationToken))
            && GenerateRepair.For(
                $"Declare '{field.Name}' as [Buffer(Persistent = false)]",
                Key,
                GenerationRequest.Repair(field, Wish.NonPersistentBuffer),
                model,
                cancellationToken) is { } repair)
        {
            yield return repair;
        }
    }
}
