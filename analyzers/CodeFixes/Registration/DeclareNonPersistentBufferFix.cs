using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.CodeFixes.Syntax;
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
            List<RegisteredField> registered = [.. RegisteredField.In(declaration, model, cancellationToken)];
            if (registered.Find(field => field.Call == call) is { } subject && registered.TrueForAll(static field => field.CanBeDeclared))
            {
                IEnumerable<FieldDeclarationSyntax> others = Others(type, registered, torch);
                yield return new Repair(
                    $"Declare '{subject.Symbol.Name}' as [Buffer(Persistent = false)]",
                    Key,
                    editor =>
                    {
                        foreach (RegisteredField field in registered)
                        {
                            editor.ReplaceNode(field.Declaration!, (current, _) => Declare((FieldDeclarationSyntax)current, field.AttributeText));
                            editor.ReplaceNode(field.Block!, (current, _) => Without((BlockSyntax)current, field.Statement!));
                        }

                        foreach (FieldDeclarationSyntax other in others)
                        {
                            editor.ReplaceNode(other, (current, _) => Declare((FieldDeclarationSyntax)current, "[Buffer]"));
                        }

                        foreach (TypeDeclarationSyntax part in declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
                        {
                            editor.ReplaceNode(part, static (current, _) => ModifierEdits.AddPartial(current));
                        }
                    });
            }
        }
    }

    private static List<FieldDeclarationSyntax> Others(INamedTypeSymbol type, List<RegisteredField> registered, TorchSymbols torch) =>
        [.. type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field is { IsStatic: false, IsImplicitlyDeclared: false } && torch.IsTensor(field.Type) && !StateAttribute.IsAny(field))
            .Where(field => registered.TrueForAll(other => !SymbolEqualityComparer.Default.Equals(other.Symbol, field)))
            .Select(static field => field.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<FieldDeclarationSyntax>())
            .OfType<FieldDeclarationSyntax>()
            .Distinct()];

    private static FieldDeclarationSyntax Declare(FieldDeclarationSyntax field, string attribute)
    {
        if (field.AttributeLists.Any(list => list.ToString() == attribute))
        {
            return field;
        }

        AttributeListSyntax list = ((FieldDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(attribute + " int f;")!).AttributeLists[0];
        FieldDeclarationSyntax writable = ModifierEdits.Remove(field, SyntaxKind.ReadOnlyKeyword);
        return writable
            .WithLeadingTrivia()
            .AddAttributeLists(list.WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(field.GetLeadingTrivia());
    }

    private static BlockSyntax Without(BlockSyntax block, StatementSyntax statement) =>
        block.Statements.FirstOrDefault(candidate => SyntaxFactory.AreEquivalent(candidate, statement)) is { } found
            ? block.RemoveNode(found, SyntaxRemoveOptions.KeepNoTrivia)!
            : block;
}
