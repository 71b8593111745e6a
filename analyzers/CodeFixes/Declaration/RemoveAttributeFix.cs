using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0002: removes the state attributes from what is not in a module.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveAttributeFix() : TorchCodeFix("TSG0002")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0002.RemoveAttribute";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        MemberDeclarationSyntax? declaration = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (declaration is null)
        {
            yield break;
        }

        IEnumerable<AttributeData> attributes = declaration is BaseTypeDeclarationSyntax type
            ? ModuleAttributes(model.GetDeclaredSymbol(type, cancellationToken) as INamedTypeSymbol)
            : DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is { } member
                ? StateAttribute.Of(member.Symbol).Select(static attribute => attribute.Data)
                : [];
        AttributeSyntax[] syntaxes = attributes
            .Select(data => AttributeEdits.SyntaxOn(declaration, data))
            .OfType<AttributeSyntax>()
            .ToArray();

        if (syntaxes.Length > 0)
        {
            yield return new EditRepair(
                $"Remove [{syntaxes[0].Name}]",
                Key,
                editor =>
                    editor.ReplaceNode(declaration, (current, _) => AttributeEdits.Remove((MemberDeclarationSyntax)current, syntaxes)));
        }
    }

    private static IEnumerable<AttributeData> ModuleAttributes(INamedTypeSymbol? type) =>
        type is not null && ModuleClassifier.ModuleAttributeOf(type) is { } attribute ? [attribute] : [];
}
