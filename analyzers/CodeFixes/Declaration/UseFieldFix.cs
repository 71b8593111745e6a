using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Syntax;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0010: turns a partial property into a field of the same name, and so of the same key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UseFieldFix() : TorchCodeFix("TSG0010")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0010.UseField";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not
            { Syntax: PropertyDeclarationSyntax { ExpressionBody: null } property, Symbol: IPropertySymbol symbol }
            || property.Modifiers.Any(
                static modifier =>
                    modifier.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.AbstractKeyword
                        or SyntaxKind.SealedKeyword)
            || ImplementsInterface(symbol))
        {
            yield break;
        }

        yield return new EditRepair("Turn the property into a field", Key, editor => editor.ReplaceNode(property, Field(property)));
    }

    private static FieldDeclarationSyntax Field(PropertyDeclarationSyntax property)
    {
        PropertyDeclarationSyntax plain = ModifierEdits.Remove(property, SyntaxKind.PartialKeyword);
        VariableDeclaratorSyntax name = SyntaxFactory.VariableDeclarator(plain.Identifier.WithTrailingTrivia());

        return SyntaxFactory.FieldDeclaration(
            plain.AttributeLists,
            plain.Modifiers,
            SyntaxFactory.VariableDeclaration(plain.Type, SyntaxFactory.SingletonSeparatedList(name)),
            SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(property.GetTrailingTrivia()));
    }

    private static bool ImplementsInterface(IPropertySymbol property) =>
        property.ContainingType.AllInterfaces
            .SelectMany(static type => type.GetMembers().OfType<IPropertySymbol>())
            .Any(required =>
                SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(required), property));
}
