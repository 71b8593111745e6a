using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0001: makes the class and the types that contain it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialFix() : TorchCodeFix("TSG0001")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0001.AddPartial";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax[] types = root.FindNode(diagnostic.Location.SourceSpan)
            .AncestorsAndSelf()
            .OfType<TypeDeclarationSyntax>()
            .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .ToArray();

        // A file-local type stays without generated code, partial or not.
        if (types.Length > 0
            && !types[0].AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(static type => type.Modifiers.Any(SyntaxKind.FileKeyword)))
        {
            yield return new EditRepair("Add 'partial'", Key, editor =>
            {
                foreach (TypeDeclarationSyntax type in types)
                {
                    editor.ReplaceNode(type, static (current, _) => ModifierEdits.AddPartial(current));
                }
            });
        }
    }
}
