using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Adds our attributes, and what they need around them.</summary>
internal static class StateAttributeEdits
{
    /// <summary>
    /// <c>[Buffer]</c> before a field or property, in its line, unless the attributes of others have lines of their own. An
    /// attribute that is there already stays as it is.
    /// </summary>
    public static MemberDeclarationSyntax Add(MemberDeclarationSyntax member, string attribute)
    {
        AttributeListSyntax list = Parse(attribute);
        return Has(member, list.Attributes[0].Name.ToString().Split('.').Last()) ? member
            : member.AttributeLists.FirstOrDefault()?.GetTrailingTrivia().FirstOrDefault(IsEndOfLine) is { RawKind: not 0 } end
                ? AddAbove(member, list, end)
            : AddBefore(member, list, default, default);
    }

    /// <summary><c>[Module]</c> in a line of its own above the class.</summary>
    public static TypeDeclarationSyntax AddModule(TypeDeclarationSyntax type)
    {
        if (Has(type, "Module"))
        {
            return type;
        }

        return (TypeDeclarationSyntax)AddAbove(type, Parse("Module"), EndOfLine(type.SyntaxTree.GetRoot()));
    }

    /// <summary>
    /// What generated code must be able to assign: a buffer or parameter may not be readonly, nor a property get-only. The
    /// setter is private, so nobody else gets a right that was not there; an <c>init</c> becomes a <c>set</c> as visible as it
    /// was, since object initializers use it, and of a <c>required</c> property must.
    /// </summary>
    public static MemberDeclarationSyntax MakeAssignable(MemberDeclarationSyntax member) =>
        member switch
        {
            FieldDeclarationSyntax field => ModifierEdits.Remove(field, SyntaxKind.ReadOnlyKeyword),
            PropertyDeclarationSyntax { AccessorList: { } accessors } property
                when !accessors.Accessors.Any(SyntaxKind.SetAccessorDeclaration) =>
                property.WithAccessorList(
                    accessors.Accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.InitAccessorDeclaration)) is { } init
                    ? accessors.ReplaceNode(init, AsSetter(init))
                    : accessors.AddAccessors(SetterOf(property))),
            _ => member,
        };

    /// <summary><c>private init;</c> becomes <c>private set;</c>.</summary>
    public static AccessorDeclarationSyntax AsSetter(AccessorDeclarationSyntax init) =>
        SyntaxFactory.AccessorDeclaration(SyntaxKind.SetAccessorDeclaration)
            .WithModifiers(init.Modifiers)
            .WithSemicolonToken(init.SemicolonToken)
            .WithTriviaFrom(init);

    /// <summary><c>private set;</c>, and <c>set;</c> for a private property: an accessor may only be less visible than that.</summary>
    public static AccessorDeclarationSyntax SetterOf(PropertyDeclarationSyntax property)
    {
        AccessorDeclarationSyntax setter = SyntaxFactory.AccessorDeclaration(SyntaxKind.SetAccessorDeclaration)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(SyntaxFactory.Space));
        bool isPrivate = !property.Modifiers.Any(static modifier =>
            modifier.IsKind(SyntaxKind.PublicKeyword)
            || modifier.IsKind(SyntaxKind.ProtectedKeyword)
            || modifier.IsKind(SyntaxKind.InternalKeyword));
        return isPrivate
            ? setter
            : setter.AddModifiers(SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTrailingTrivia(SyntaxFactory.Space));
    }

    public static SyntaxTrivia EndOfLine(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(IsEndOfLine) is { RawKind: not 0 } found ? found : SyntaxFactory.LineFeed;

    private static bool IsEndOfLine(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static MemberDeclarationSyntax AddAbove(MemberDeclarationSyntax member, AttributeListSyntax list, SyntaxTrivia end) =>
        AddBefore(member, list, SyntaxFactory.TriviaList(end), Indentation.Of(member.GetLeadingTrivia()));

    /// <param name="member">The member.</param>
    /// <param name="list">The attribute that comes first.</param>
    /// <param name="end">What stands behind it; a blank where that is nothing.</param>
    /// <param name="indentation">What stands before the rest.</param>
    private static MemberDeclarationSyntax AddBefore(
        MemberDeclarationSyntax member, AttributeListSyntax list, SyntaxTriviaList end, SyntaxTriviaList indentation)
    {
        MemberDeclarationSyntax bare = member.WithLeadingTrivia(indentation);
        AttributeListSyntax first = list.WithLeadingTrivia(member.GetLeadingTrivia());
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, end.Count == 0 ? first : first.WithTrailingTrivia(end)));
    }

    private static bool Has(MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(static list => list.Attributes).Any(attribute => attribute.Name.ToString() is var written
            && (written == name || written == name + "Attribute" || written.EndsWith("." + name, System.StringComparison.Ordinal)));

    /// <summary>Parsed, not built: the formatter gives a built list a line of its own.</summary>
    private static AttributeListSyntax Parse(string attribute) =>
        SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class C;")!.AttributeLists[0];
}
