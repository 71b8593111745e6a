using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// What builds with other symbols make of a class. Their text is not compiled here and stays as it is, so state that only they
/// have would be neither registered nor declared.
/// </summary>
internal static class OtherBuilds
{
    public static bool HaveOtherState(TypeDeclarationSyntax part) =>
        part.ContainsDirectives && part.DescendantTrivia().Any(trivia => IsInHead(trivia, part) || IsOtherState(trivia, part));

    /// <summary>A class that has another base there, or a member without the attribute behind which ours would stand.</summary>
    private static bool IsInHead(SyntaxTrivia trivia, TypeDeclarationSyntax part) =>
        trivia.Kind() is SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia
            or SyntaxKind.ElseDirectiveTrivia or SyntaxKind.EndIfDirectiveTrivia
        && part.Members.Select(static member => (member.SpanStart, End: TypeOf(member)?.SpanStart ?? member.SpanStart))
            .Append((part.SpanStart, End: part.OpenBraceToken.SpanStart))
            .Any(head => trivia.SpanStart > head.SpanStart && trivia.SpanStart < head.End);

    private static TypeSyntax? TypeOf(MemberDeclarationSyntax member) =>
        member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Type,
            PropertyDeclarationSyntax property => property.Type,
            _ => null,
        };

    private static bool IsOtherState(SyntaxTrivia trivia, TypeDeclarationSyntax part) =>
        trivia.IsKind(SyntaxKind.DisabledTextTrivia)
        && trivia.SpanStart > part.SpanStart
        && (SyntaxFactory.ParseTokens(trivia.ToString()).Any(static token => Registers(token.ValueText))
            || (!part.Members.Any(member => member.Span.Contains(trivia.SpanStart)) && DeclaresState(trivia.ToString())));

    /// <summary><c>RegisterComponents()</c> does no harm in a generated class.</summary>
    private static bool Registers(string name) =>
        RegistryApi.IsNameOfRegistration(name) && name != RegistryApi.RegisterComponents;

    private static bool DeclaresState(string members) =>
        SyntaxFactory.ParseCompilationUnit($"class C {{ {members} }}").DescendantNodes().Any(static node => node switch
        {
            FieldDeclarationSyntax field => NeedsAttribute(field.Declaration.Type),
            PropertyDeclarationSyntax { AccessorList: not null } property => property.Type is not PredefinedTypeSyntax,
            _ => false,
        });

    /// <summary>The field of a module says what it is by its type, and the key stays.</summary>
    private static bool NeedsAttribute(TypeSyntax type) =>
        type switch
        {
            NullableTypeSyntax { ElementType: var element } => NeedsAttribute(element),
            ArrayTypeSyntax { ElementType: var element } => element is not PredefinedTypeSyntax,
            QualifiedNameSyntax { Right: var name } => NeedsAttribute(name),
            IdentifierNameSyntax { Identifier.ValueText: "Tensor" or "Parameter" } => true,
            _ => false,
        };
}
