using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Syntax;

/// <summary>Changes to the attributes of a member.</summary>
internal static class AttributeEdits
{
    /// <summary>The syntax of an attribute that stands on <paramref name="member"/> itself, in this file.</summary>
    public static AttributeSyntax? SyntaxOn(MemberDeclarationSyntax member, AttributeData data) =>
        data.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax attribute && attribute.Parent?.Parent == member ? attribute : null;

    /// <summary>
    /// Removes each of <paramref name="attributes"/> that is still there: declarators of one field share an attribute, and
    /// "fix all" asks for it once for each.
    /// </summary>
    public static MemberDeclarationSyntax Remove(MemberDeclarationSyntax member, IEnumerable<AttributeSyntax> attributes)
    {
        foreach (AttributeSyntax attribute in attributes)
        {
            if (Find(member, attribute) is { Parent: AttributeListSyntax list } found)
            {
                member = list.Attributes.Count > 1
                    ? member.ReplaceNode(list, list.RemoveNode(found, SyntaxRemoveOptions.KeepNoTrivia)!)
                    : RemoveList(member, list);
            }
        }

        return member;
    }

    public static MemberDeclarationSyntax Replace(MemberDeclarationSyntax member, AttributeSyntax attribute, AttributeSyntax replacement) =>
        Find(member, attribute) is { } found ? member.ReplaceNode(found, replacement.WithTriviaFrom(found)) : member;

    /// <summary>Null removes the key, so that the member's name gives it.</summary>
    public static AttributeSyntax WithKey(AttributeSyntax attribute, string? key)
    {
        AttributeArgumentSyntax? old = KeyArgument(attribute);
        if (key is null)
        {
            return old is null ? attribute : WithArguments(attribute, attribute.ArgumentList!.Arguments.Remove(old));
        }

        LiteralExpressionSyntax literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(key));
        if (old is not null)
        {
            return attribute.ReplaceNode(old.Expression, literal.WithTriviaFrom(old.Expression));
        }

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        return WithArguments(attribute, arguments.Insert(0, SyntaxFactory.AttributeArgument(literal)));
    }

    /// <summary>Null where the aliases are written in a way to which none can be added.</summary>
    public static AttributeSyntax? WithAlias(AttributeSyntax attribute, string alias)
    {
        LiteralExpressionSyntax literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(alias));
        return Named(attribute, "Aliases")?.Expression switch
        {
            null => WithArguments(attribute, (attribute.ArgumentList?.Arguments ?? default).Add(Aliases(alias))),
            CollectionExpressionSyntax list => attribute.ReplaceNode(
                list, list.WithElements(Append<CollectionElementSyntax>(list.Elements, SyntaxFactory.ExpressionElement(literal)))),
            ArrayCreationExpressionSyntax { Initializer: { } list } => WithElement(list),
            ImplicitArrayCreationExpressionSyntax { Initializer: var list } => WithElement(list),
            _ => null,
        };

        AttributeSyntax WithElement(InitializerExpressionSyntax list) =>
            attribute.ReplaceNode(list, list.WithExpressions(Append(list.Expressions, literal)));
    }

    public static AttributeArgumentSyntax Aliases(string alias) =>
        SyntaxFactory.ParseAttributeArgumentList($"({StateAttributeText.Aliases([alias])})")!.Arguments[0];

    /// <summary>Gives an attribute to a member that is state by its type alone.</summary>
    public static void Add(
        SyntaxEditor editor, MemberDeclarationSyntax member, StateKind kind, SyntaxNode argument, Compilation compilation)
    {
        string name = kind == StateKind.Parameter ? WellKnownNames.ParameterAttribute : WellKnownNames.SubmoduleAttribute;
        if (compilation.GetTypesByMetadataName(name).FirstOrDefault() is { } type)
        {
            editor.AddAttribute(member, editor.Generator
                .Attribute(editor.Generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.Annotation), [argument]));
        }
    }

    public static AttributeArgumentSyntax? KeyArgument(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null);

    public static AttributeArgumentSyntax? Named(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>No parentheses remain where nothing is left to put into them.</summary>
    public static AttributeSyntax WithArguments(AttributeSyntax attribute, SeparatedSyntaxList<AttributeArgumentSyntax> arguments) =>
        attribute.WithArgumentList(arguments.Count == 0 ? null : SyntaxFactory.AttributeArgumentList(
            SyntaxFactory.SeparatedList(
                arguments,
                Enumerable.Repeat(
                    SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Count - 1))));

    /// <summary>What stands behind the last element, the space before a brace, stands behind the new one.</summary>
    private static SeparatedSyntaxList<T> Append<T>(SeparatedSyntaxList<T> list, T element)
        where T : SyntaxNode =>
        list.Count == 0 ? list.Add(element)
            : list.Replace(list.Last(), list.Last().WithoutTrailingTrivia())
                .Add(element.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(list.Last().GetTrailingTrivia()));

    private static AttributeSyntax? Find(MemberDeclarationSyntax member, AttributeSyntax attribute) =>
        member.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(candidate => candidate.IsEquivalentTo(attribute));

    private static MemberDeclarationSyntax RemoveList(MemberDeclarationSyntax member, AttributeListSyntax list)
    {
        int index = member.AttributeLists.IndexOf(list);
        if (index == 0)
        {
            SyntaxTriviaList leading = member.GetLeadingTrivia();
            return member.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!.WithLeadingTrivia(leading);
        }

        // Where both are on one line, the line's end belongs to the second.
        AttributeListSyntax previous = member.AttributeLists[index - 1];
        bool share = !previous.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        SyntaxList<AttributeListSyntax> kept = member.AttributeLists.RemoveAt(index);
        return member.WithAttributeLists(
            share ? kept.Replace(kept[index - 1], previous.WithTrailingTrivia(list.GetTrailingTrivia())) : kept);
    }
}
