using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1013: gives a get-only auto-property the setter through which TorchSharp puts the moved tensor back.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddSetterFix() : TorchCodeFix(Descriptors.TSG1013_TransferThrows.Id)
{
    internal const string Key = "AddSetter";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        PropertyDeclarationSyntax? property = root.FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<PropertyDeclarationSyntax>();
        if (property?.AccessorList is { Accessors: [{ Body: null, ExpressionBody: null } getter] } accessors
            && getter.IsKind(SyntaxKind.GetAccessorDeclaration)
            && model.GetDeclaredSymbol(property, cancellationToken) is { ContainingType: var type })
        {
            // Reflection over a derived class does not see a private setter of its base.
            SyntaxKind access = type.IsSealed ? SyntaxKind.PrivateKeyword : SyntaxKind.ProtectedKeyword;
            AccessorDeclarationSyntax setter = SyntaxFactory.AccessorDeclaration(SyntaxKind.SetAccessorDeclaration)
                .WithModifiers([SyntaxFactory.Token(access).WithTrailingTrivia(SyntaxFactory.Space)])
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
                .WithTrailingTrivia(getter.GetTrailingTrivia());
            yield return new EditRepair(
                $"Add a setter to '{property.Identifier.Text}'",
                Key,
                editor => editor.ReplaceNode(
                    accessors,
                    accessors.WithAccessors([getter.WithTrailingTrivia(SyntaxFactory.Space), setter])));
        }
    }
}
