using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Adds our attributes, and what they need around them.</summary>
internal static class StateAttributeEdits
{
    /// <summary><c>[Buffer]</c> before a field or property, in its line. An attribute that is there already stays as it is.</summary>
    public static MemberDeclarationSyntax Add(MemberDeclarationSyntax member, string attribute)
    {
        AttributeListSyntax list = Parse(attribute).WithLeadingTrivia(member.GetLeadingTrivia());
        if (Has(member, list.Attributes[0].Name.ToString()))
        {
            return member;
        }

        MemberDeclarationSyntax bare = member.WithLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }

    /// <summary><c>[Module]</c> in a line of its own above the class.</summary>
    public static TypeDeclarationSyntax AddModule(TypeDeclarationSyntax type)
    {
        if (Has(type, "Module"))
        {
            return type;
        }

        SyntaxTriviaList leading = type.GetLeadingTrivia();
        SyntaxTriviaList indentation = Indentation.Of(leading);
        AttributeListSyntax list = Parse("Module")
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(EndOfLine(type.SyntaxTree.GetRoot()));
        var bare = (TypeDeclarationSyntax)type.WithLeadingTrivia(indentation);
        return (TypeDeclarationSyntax)bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
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
        root.DescendantTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found
            ? found
            : SyntaxFactory.LineFeed;

    private static bool Has(MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(static list => list.Attributes).Any(attribute => attribute.Name.ToString() is var written
            && (written == name || written == name + "Attribute" || written.EndsWith("." + name, System.StringComparison.Ordinal)));

    /// <summary>Parsed, not built: the formatter gives a built list a line of its own.</summary>
    private static AttributeListSyntax Parse(string attribute) =>
        SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class C;")!.AttributeLists[0];
}
