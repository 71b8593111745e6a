using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.CodeFixes.Syntax;

/// <summary>The field or property at whose name a diagnostic stands.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="Syntax">Its declaration, which declarators of one field share.</param>
internal sealed record DeclaredMember(ISymbol Symbol, MemberDeclarationSyntax Syntax)
{
    /// <summary>Whether a change to the declaration concerns this member alone.</summary>
    public bool IsAlone => Syntax is not FieldDeclarationSyntax { Declaration.Variables.Count: > 1 };

    public static DeclaredMember? At(Location location, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = root.FindNode(location.SourceSpan);
        SyntaxNode? declarator = (SyntaxNode?)node.FirstAncestorOrSelf<VariableDeclaratorSyntax>()
            ?? node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

        return declarator?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } syntax
            && model.GetDeclaredSymbol(declarator, cancellationToken) is IFieldSymbol or IPropertySymbol
                ? new DeclaredMember(model.GetDeclaredSymbol(declarator, cancellationToken)!, syntax)
                : null;
    }

    /// <summary>The member's uses in this file, by name and then by meaning.</summary>
    public IEnumerable<IdentifierNameSyntax> Uses(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        root.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == Symbol.Name
                && SymbolEqualityComparer.Default.Equals(
                    model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, Symbol.OriginalDefinition));
}
