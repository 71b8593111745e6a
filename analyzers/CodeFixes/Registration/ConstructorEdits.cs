using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>Changes to the order of a constructor's statements.</summary>
internal static class ConstructorEdits
{
    /// <summary>The statement of the constructor's own block in which <paramref name="node"/> lies.</summary>
    public static (BlockSyntax Block, StatementSyntax Statement)? StatementOf(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(static statement => statement.Parent is BlockSyntax { Parent: ConstructorDeclarationSyntax }) is { } found
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
            !statement.DescendantNodesAndSelf().Any(static node => node is ReturnStatementSyntax
                || (node is InvocationExpressionSyntax call && NameOf(call) is { } name && NeedsComponents(call, name))));

    public static BlockSyntax MoveRegistrationToEnd(BlockSyntax block) =>
        Registration(block) is { } registration && block.Statements.Last() != registration
            ? block.WithStatements(block.Statements.Remove(registration).Add(registration))
            : block;

    /// <summary>Puts everything that looks for components behind the registration, in the same order.</summary>
    public static BlockSyntax MoveBehindRegistration(BlockSyntax block)
    {
        if (Registration(block) is not { } registration)
        {
            return block;
        }

        StatementSyntax[] early = block.Statements.TakeWhile(statement => statement != registration).Where(LooksForComponents).ToArray();
        StatementSyntax[] others = block.Statements.Except(early).ToArray();
        int place = Array.IndexOf(others, registration) + 1;
        return block.WithStatements(SyntaxFactory.List(others.Take(place).Concat(early).Concat(others.Skip(place))));
    }

    /// <summary>A local that such a statement declares would come too late for those after it, so it stays.</summary>
    private static bool LooksForComponents(StatementSyntax statement) =>
        statement is not LocalDeclarationStatementSyntax
        && statement.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(static call => NameOf(call) is { } name && NeedsComponents(call, name));

    private static bool NeedsComponents(InvocationExpressionSyntax call, string name) =>
        RegistryApi.IsNameOfRegisterMethod(name)
        || (ModuleApi.IsNameOfReader(name) && call.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax });

    private static string? NameOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name: var name } => name.Identifier.ValueText,
            _ => null,
        };
}
