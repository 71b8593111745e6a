using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1004: writes into the tensor that is registered, instead of putting another one beside it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CopyIntoRegisteredFix() : TorchCodeFix("TSG1004")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG1004.Copy";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        // A parameter would have to be written under no_grad(), and a module cannot be copied into.
        if (root.FindNode(
            diagnostic.Location.SourceSpan,
            getInnermostNodeForTie: true) is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment
            && InPlace(assignment.Kind()) is { } method
            && TorchSymbols.TryCreate(model.Compilation) is { } torch
            && model.GetTypeInfo(assignment.Left, cancellationToken).Type is { } type
            && torch.IsTensor(type)
            && !IsDisposed(assignment, model, cancellationToken))
        {
            yield return new EditRepair(
                $"Write into the registered tensor: {method}()",
                Key,
                editor => editor.ReplaceNode(assignment, (current, _) => Call((AssignmentExpressionSyntax)current, method)));
        }
    }

    /// <summary>Whoever disposes the old tensor on the way to the new one has nothing left to write into.</summary>
    private static bool IsDisposed(AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } member
        && assignment.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } body
        && body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            CalledName.Of(call)?.Identifier.ValueText == nameof(System.IDisposable.Dispose)
            && CalledOn(call) is { } disposed
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(BareExpression.Of(disposed), cancellationToken).Symbol, member));

    private static ExpressionSyntax? CalledOn(InvocationExpressionSyntax call) =>
        call switch
        {
            { Expression: MemberAccessExpressionSyntax access } => access.Expression,
            { Expression: MemberBindingExpressionSyntax, Parent: ConditionalAccessExpressionSyntax conditional } => conditional.Expression,
            _ => null,
        };

    private static string? InPlace(SyntaxKind kind) =>
        kind switch
        {
            SyntaxKind.SimpleAssignmentExpression => "copy_",
            SyntaxKind.AddAssignmentExpression => "add_",
            SyntaxKind.SubtractAssignmentExpression => "sub_",
            SyntaxKind.MultiplyAssignmentExpression => "mul_",
            SyntaxKind.DivideAssignmentExpression => "div_",
            _ => null,
        };

    private static InvocationExpressionSyntax Call(AssignmentExpressionSyntax assignment, string method) =>
        SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression, assignment.Left.WithoutTrivia(), SyntaxFactory.IdentifierName(method)),
                SyntaxFactory.ArgumentList(
                    SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(Written(assignment.Right).WithoutTrivia()))))
            .WithTriviaFrom(assignment);

    /// <summary>What the registered tensor kept had to leave its scope. What is only read stays, or nobody would dispose it.</summary>
    private static ExpressionSyntax Written(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var left } leaving }
        && ScopeApi.Leaving.Names.Contains(leaving.Name.Identifier.ValueText)
            ? BareExpression.Of(left)
            : value;
}
