using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1007: declares the buffer with an attribute, which makes the class a generated one. Its other tensors, which
/// TorchSharp registered by reflection until now, are declared with it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeclareNonPersistentBufferFix() : TorchCodeFix(Descriptors.TSG1007_NonPersistentBufferNeverMoves.Id)
{
    internal const string Key = "DeclareNonPersistentBuffer";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (call.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
            && TorchSymbols.TryCreate(model.Compilation) is { } torch
            && model.GetDeclaredSymbol(declaration, cancellationToken) is { DeclaringSyntaxReferences.Length: 1 } type)
        {
            List<RegisteredField> registered = [.. RegisteredField.In(declaration, model, torch, cancellationToken)];
            if (registered.Find(field => field.Call == call) is { } subject && registered.TrueForAll(static field => field.CanBeDeclared))
            {
                var generation = new ClassGeneration(declaration, type, torch);
                foreach (RegisteredField field in registered)
                {
                    generation.Declare(field.Declaration!, field.AttributeText);
                }

                yield return new Repair(
                    $"Declare '{subject.Symbol.Name}' as [Buffer(Persistent = false)]",
                    Key,
                    editor =>
                    {
                        generation.Apply(editor);
                        foreach (RegisteredField field in registered)
                        {
                            editor.ReplaceNode(field.Block!, (current, _) => Without((BlockSyntax)current, field.Statement!));
                        }
                    });
            }
        }
    }

    private static BlockSyntax Without(BlockSyntax block, StatementSyntax statement) =>
        block.Statements.FirstOrDefault(candidate => SyntaxFactory.AreEquivalent(candidate, statement)) is { } found
            ? block.RemoveNode(found, SyntaxRemoveOptions.KeepNoTrivia)!
            : block;
}
