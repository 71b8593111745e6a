using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>Changes to the order of a constructor's statements.</summary>
internal static class ConstructorEdits
{
    /// <summary>The statement of the constructor's own block in which <paramref name="node"/> lies.</summary>
    public static (BlockSyntax Block, StatementSyntax Statement)? StatementOf(SyntaxNode node) =>
        node.AncestorsAndSelf()
            .OfType<StatementSyntax>()
            .FirstOrDefault(static statement => statement.Parent is BlockSyntax { Parent: ConstructorDeclarationSyntax }) is { } found
            ? ((BlockSyntax)found.Parent!, found)
            : null;

    /// <summary>The statement <c>RegisterComponents();</c> of the block itself, not of a branch in it.</summary>
    public static StatementSyntax? Registration(BlockSyntax block) => block.Statements.FirstOrDefault(IsRegistration);

    public static bool IsRegistration(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call }
        && NameOf(call) == RegistryApi.RegisterComponents;

    /// <summary>Whether nothing after the registration relies on it, nor leaves the constructor before its end.</summary>
    public static bool CanMoveToEnd(BlockSyntax block) =>
        Registration(block) is { } registration
        && block.Statements.SkipWhile(statement => statement != registration).Skip(1).All(static statement =>
            !statement.DescendantNodesAndSelf().OfType<ReturnStatementSyntax>().Any() && !Calls(statement, NeedsComponents));

    public static BlockSyntax MoveRegistrationToEnd(BlockSyntax block) =>
        Registration(block) is { } registration && block.Statements.Last() != registration
            ? block.WithStatements(block.Statements.Remove(registration).Add(registration))
            : block;

    /// <summary>
    /// The statement behind which the components of the block are registered: <c>RegisterComponents();</c>, else the last <c>register_*</c>
    /// call.
    /// </summary>
    public static StatementSyntax? LastRegistration(BlockSyntax block) =>
        Registration(block)
        ?? block.Statements.LastOrDefault(
            static statement => Calls(statement, static (_, name) => RegistryApi.IsNameOfRegisterMethod(name)));

    /// <summary>
    /// Puts everything that looks for components behind the registration, in the same order; where there is none, it is made at
    /// the end. A local that such a statement declares would come too late for those after it, so it stays.
    /// </summary>
    public static BlockSyntax MoveBehindRegistration(BlockSyntax block)
    {
        if (LastRegistration(block) is not { } registration)
        {
            StatementSyntax last = block.Statements.Last();
            return MoveBehindRegistration(block.AddStatements(RegistrationIn(last.GetLeadingTrivia(), last.GetTrailingTrivia())));
        }

        StatementSyntax[] early = block.Statements.TakeWhile(statement => statement != registration)
            .Where(static statement => statement is not LocalDeclarationStatementSyntax && ReadsComponents(statement))
            .ToArray();
        StatementSyntax[] others = block.Statements.Except(early).ToArray();
        int place = Array.IndexOf(others, registration) + 1;
        return block.WithStatements(SyntaxFactory.List(others.Take(place).Concat(early).Concat(others.Skip(place))));
    }

    /// <summary>
    /// Has <c>RegisterComponents();</c> in front of the first statement that looks for components: the call of the block itself, if it has
    /// one.
    /// </summary>
    public static BlockSyntax RegisterFirst(BlockSyntax block)
    {
        StatementSyntax? registration = Registration(block);
        int place = block.Statements.IndexOf(ReadsComponents);
        if (place < 0 || (registration is not null && block.Statements.IndexOf(registration) < place))
        {
            return block;
        }

        StatementSyntax first = block.Statements[place];
        bool hasLine = first.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        StatementSyntax call = RegistrationIn(
            first.GetLeadingTrivia(), SyntaxFactory.TriviaList(hasLine ? StateAttributeEdits.EndOfLine(block) : SyntaxFactory.Space));
        SyntaxList<StatementSyntax> statements = registration is null ? block.Statements : block.Statements.Remove(registration);
        return block.WithStatements(statements.Insert(place, call));
    }

    private static StatementSyntax RegistrationIn(SyntaxTriviaList leading, SyntaxTriviaList trailing) =>
        SyntaxFactory.ParseStatement("RegisterComponents();")
            .WithLeadingTrivia(Indentation.Of(leading))
            .WithTrailingTrivia(trailing);

    private static bool ReadsComponents(StatementSyntax statement) => Calls(statement, IsReader);

    private static bool NeedsComponents(InvocationExpressionSyntax call, string name) =>
        RegistryApi.IsNameOfRegisterMethod(name) || IsReader(call, name);

    private static bool IsReader(InvocationExpressionSyntax call, string name) =>
        ModuleApi.IsNameOfReader(name)
        && call.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };

    private static bool Calls(StatementSyntax statement, Func<InvocationExpressionSyntax, string, bool> matches) =>
        statement.DescendantNodesAndSelf()
            .OfType<InvocationExpressionSyntax>()
            .Any(call => NameOf(call) is { } name && matches(call, name));

    private static string? NameOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name: var name } =>
                name.Identifier.ValueText,
            _ => null,
        };
}
