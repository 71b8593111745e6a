using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.CodeFixes.Lifetime;

/// <summary>The initializer of a field that becomes a partial property, which cannot have one: the constructors begin with it.</summary>
/// <param name="Statement">The assignment, null where there is nothing to assign.</param>
/// <param name="Constructors">The bodies of the constructors that do not call another one.</param>
/// <param name="Before">The members whose initializers came before it: several that are moved keep their order.</param>
internal sealed record InitialValue(StatementSyntax? Statement, ImmutableArray<BlockSyntax> Constructors, ImmutableHashSet<string> Before)
{
    /// <summary>Null where no place for it is found: a primary constructor has no body.</summary>
    public static InitialValue? Of(VariableDeclaratorSyntax field, INamedTypeSymbol type)
    {
        if (field.Initializer?.Value is not { } value || IsNothing(value))
        {
            return new InitialValue(null, [], []);
        }

        SyntaxNode?[] constructors = type.InstanceConstructors
            .Select(PartialParts.ImplementationOf)
            .Where(static constructor =>
                constructor is not ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer })
            .ToArray();
        return constructors.All(constructor => constructor is ConstructorDeclarationSyntax { Body: not null }
            && constructor.SyntaxTree == field.SyntaxTree
            && !Hides(constructor, value))
            ? new InitialValue(
                SyntaxFactory.ParseStatement($"{field.Identifier.Text} = {value};"),
                [.. constructors.Select(static constructor => ((ConstructorDeclarationSyntax)constructor!).Body!)],
                [
                    .. field.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Members
                        .TakeWhile(member => !member.Span.Contains(field.Span))
                        .SelectMany(Initialized)
                ])
            : null;
    }

    public BlockSyntax AssignIn(BlockSyntax body)
    {
        int place = body.Statements.TakeWhile(IsMoved).Count();
        if (place < body.Statements.Count && SyntaxFactory.AreEquivalent(body.Statements[place], Statement))
        {
            return body;
        }

        // In a line of its own, where the body has lines.
        bool hasLines = body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        SyntaxTriviaList indentation = body.Statements.Count > 0 ? Indentation.Of(body.Statements[0].GetLeadingTrivia())
            : Indentation.Of(body.CloseBraceToken.LeadingTrivia).Add(SyntaxFactory.Whitespace("    "));
        StatementSyntax statement = hasLines
            ? Statement!.WithLeadingTrivia(indentation).WithTrailingTrivia(StateAttributeEdits.EndOfLine(body))
            : Statement!.WithTrailingTrivia(SyntaxFactory.Space);
        return body.WithStatements(body.Statements.Insert(place, statement));
    }

    private bool IsMoved(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } }
        && Before.Contains(name.Identifier.ValueText);

    private static IEnumerable<string> Initialized(MemberDeclarationSyntax member) =>
        member switch
        {
            PropertyDeclarationSyntax property when property.Modifiers.Any(SyntaxKind.PartialKeyword) => [property.Identifier.ValueText],
            FieldDeclarationSyntax { Declaration.Variables: [{ Initializer: not null } variable] } => [variable.Identifier.ValueText],
            _ => [],
        };

    private static bool IsNothing(ExpressionSyntax value) =>
        value is PostfixUnaryExpressionSyntax { Operand: var operand } ? IsNothing(operand)
        : value is DefaultExpressionSyntax
            || value.IsKind(SyntaxKind.NullLiteralExpression)
            || value.IsKind(SyntaxKind.DefaultLiteralExpression);

    /// <summary>Whether a name in <paramref name="value"/> means a parameter or a local in the constructor.</summary>
    private static bool Hides(SyntaxNode constructor, ExpressionSyntax value)
    {
        ImmutableHashSet<string> names = [.. constructor.DescendantNodes().Select(static node => node switch
        {
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            VariableDeclaratorSyntax local => local.Identifier.ValueText,
            SingleVariableDesignationSyntax local => local.Identifier.ValueText,
            ForEachStatementSyntax loop => loop.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => "",
        })];
        return value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
    }
}
