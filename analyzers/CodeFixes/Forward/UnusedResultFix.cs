using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.Rules.Forward;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Forward;

/// <summary>TSG1012: assigns the result to the variable that the method was called on, or calls the method that works in place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnusedResultFix() : TorchCodeFix(Descriptors.TSG1012_ResultIsNotUsed.Id)
{
    internal const string AssignKey = "AssignResult";
    internal const string InPlaceKey = "CallInPlaceTwin";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax call)
        {
            yield break;
        }

        diagnostic.Properties.TryGetValue(UnusedResultAnalyzer.TwinProperty, out string? twin);
        if (Receiver(call, model, cancellationToken) is { } called
            && BareExpression.Of(called) is var receiver
            && !(twin is not null && IsRegistered(receiver, model, cancellationToken))
            && TakesResult(receiver, call, model, cancellationToken)
            && IsAssignable(receiver, call, model, cancellationToken))
        {
            yield return new EditRepair(
                $"Assign the result to '{receiver}'",
                AssignKey,
                editor => editor.ReplaceNode(
                    call,
                    (current, _) => SyntaxFactory.AssignmentExpression(
                            SyntaxKind.SimpleAssignmentExpression,
                            receiver.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
                            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                            ((ExpressionSyntax)current).WithoutLeadingTrivia())
                        .WithLeadingTrivia(current.GetLeadingTrivia())));
        }

        if (twin is not null && NameOf(call) is { } name)
        {
            yield return new EditRepair(
                $"Work in place: '{twin}'",
                InPlaceKey,
                editor => editor.ReplaceNode(name, (current, _) => SyntaxFactory.IdentifierName(twin).WithTriviaFrom(current)));
        }
    }

    /// <summary>What the method is called on: before its name, or the first argument of a function.</summary>
    private static ExpressionSyntax? Receiver(ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        call switch
        {
            ConditionalAccessExpressionSyntax conditional => conditional.Expression,
            InvocationExpressionSyntax invocation
                when model.GetSymbolInfo(invocation, cancellationToken).Symbol is IMethodSymbol { IsStatic: true } =>
                invocation.ArgumentList.Arguments is [{ NameColon: null, Expression: var first }, ..] ? first : null,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Expression,
            _ => null,
        };

    /// <summary>
    /// The registry of a hand-written class would go on with the old tensor (TSG1004), and a field of a generated one would get one
    /// that dies with the caller's scope (TSG3003).
    /// </summary>
    private static bool IsRegistered(ExpressionSyntax receiver, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(receiver, cancellationToken).Symbol is (IFieldSymbol or IPropertySymbol) and var member
        && TorchSymbols.TryCreate(model.Compilation) is { } torch
        && RegistrationOracle.Of(model.Compilation, torch).Ask(member) is RegistrationAnswer.Registered;

    /// <summary>What is computed from a Parameter is a Tensor, which a variable for Parameters does not take.</summary>
    private static bool TakesResult(
        ExpressionSyntax receiver, ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(receiver, cancellationToken).Type is { } type && model.ClassifyConversion(call, type).IsImplicit;

    private static SimpleNameSyntax? NameOf(ExpressionSyntax call) =>
        call switch
        {
            ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
            InvocationExpressionSyntax invocation => CalledName.Of(invocation),
            _ => null,
        };

    private static bool IsAssignable(
        ExpressionSyntax receiver, SyntaxNode move, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(receiver, cancellationToken).Symbol switch
        {
            ILocalSymbol local => local is { IsForEach: false, IsUsing: false, IsConst: false, RefKind: not RefKind.RefReadOnly },
            IParameterSymbol parameter => parameter.RefKind is not (RefKind.In or RefKind.RefReadOnlyParameter),
            IFieldSymbol field => !field.IsReadOnly || IsInConstructorOf(field.ContainingType, move, model, cancellationToken),
            IPropertySymbol property => property.SetMethod is { IsInitOnly: false } setter && model.IsAccessible(move.SpanStart, setter),
            null => receiver is ElementAccessExpressionSyntax,
            _ => false,
        };

    private static bool IsInConstructorOf(
        INamedTypeSymbol type, SyntaxNode move, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetEnclosingSymbol(move.SpanStart, cancellationToken) is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type);
}
