using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Typing.Tests.Surroundings;

/// <summary>A source that says of each type of a library which one it means, so that it can stand beside others of that name.</summary>
internal static class QualifiedNames
{
    private static readonly SymbolDisplayFormat s_format = new(
        SymbolDisplayGlobalNamespaceStyle.Included, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Of(SyntaxTree tree, Compilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        return SourceText.From(tree.ToString())
            .WithChanges(
                tree.GetRoot().DescendantNodes(static node => node is not UsingDirectiveSyntax)
                    .OfType<SimpleNameSyntax>()
                    .Where(StandsAlone)
                    .Select(name => (name.Identifier.Span, Text: Qualified(name, model)))
                    .Where(static change => change.Text is not null)
                    .Select(static change => new TextChange(change.Span, change.Text!)))
            .ToString();
    }

    private static bool StandsAlone(SimpleNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == name,
            QualifiedNameSyntax { Parent: not BaseNamespaceDeclarationSyntax } qualified => qualified.Left == name,
            MemberBindingExpressionSyntax or AliasQualifiedNameSyntax or QualifiedNameSyntax or NameEqualsSyntax or NameColonSyntax
                or BaseNamespaceDeclarationSyntax => false,
            _ => name is not IdentifierNameSyntax { IsVar: true },
        };

    private static string? Qualified(SimpleNameSyntax name, SemanticModel model) =>
        model.GetSymbolInfo(name).Symbol switch
        {
            INamespaceSymbol { IsGlobalNamespace: false } space => space.ToDisplayString(s_format),
            INamedTypeSymbol { IsTupleType: false, SpecialType: SpecialType.None } type when IsOfLibrary(type) =>
                type.ToDisplayString(s_format),
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when IsOfLibrary(constructor) =>
                constructor.ContainingType.ToDisplayString(s_format),
            { IsStatic: true, ContainingType: { } type } member when IsOfLibrary(member) =>
                $"{type.ToDisplayString(s_format)}.{member.Name}",
            _ => null,
        };

    private static bool IsOfLibrary(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.IsEmpty && symbol.ContainingAssembly is { Name: not "Fixed" };
}
