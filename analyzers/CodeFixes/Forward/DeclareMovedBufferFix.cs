using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.CodeFixes.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Forward;

/// <summary>
/// TSG1014: declares the member as a buffer that moves with the module. It was not saved until now, and stays so. The move
/// in forward is left: it does nothing any more, and it may convert the element type.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeclareMovedBufferFix() : TorchCodeFix(Descriptors.TSG1014_DeviceCopyPerCall.Id)
{
    internal const string Key = "DeclareMovedBuffer";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax move }
            && node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
            && TorchSymbols.TryCreate(model.Compilation) is { } torch
            && model.GetDeclaredSymbol(declaration, cancellationToken) is { DeclaringSyntaxReferences.Length: 1 } type
            && model.GetSymbolInfo(move.Expression, cancellationToken).Symbol is IFieldSymbol { DeclaringSyntaxReferences: [var reference] } field
            && SymbolEqualityComparer.Default.Equals(field.ContainingType, type)
            && reference.GetSyntax(cancellationToken).FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables.Count: 1 } written)
        {
            yield return new Repair(
                $"Declare '{field.Name}' as [Buffer(Persistent = false)]",
                Key,
                editor =>
                {
                    var generation = new ClassGeneration(declaration, type, torch);
                    generation.Declare(written, "[Buffer(Persistent = false)]");
                    generation.Apply(editor);
                });
        }
    }
}
