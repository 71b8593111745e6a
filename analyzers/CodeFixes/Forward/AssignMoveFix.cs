using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;

namespace TorchSharp.Generators.CodeFixes.Forward;

/// <summary>TSG1012: assigns the moved tensor to the variable that was moved.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AssignMoveFix() : TorchCodeFix(Descriptors.TSG1012_ResultOfMoveIsNotUsed.Id)
{
    internal const string Key = "AssignMove";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax move
            && Receiver(move) is { } receiver
            && IsAssignable(receiver, move, model, cancellationToken))
        {
            yield return new EditRepair(
                $"Assign the result to '{receiver}'",
                Key,
                editor => editor.ReplaceNode(
                    move,
                    (current, _) => SyntaxFactory.AssignmentExpression(
                            SyntaxKind.SimpleAssignmentExpression,
                            receiver.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
                            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                            ((ExpressionSyntax)current).WithoutLeadingTrivia())
                        .WithLeadingTrivia(current.GetLeadingTrivia())));
        }
    }

    private static ExpressionSyntax? Receiver(ExpressionSyntax move) =>
        move switch
        {
            ConditionalAccessExpressionSyntax conditional => conditional.Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Expression,
            _ => null,
        };

    private static bool IsAssignable(ExpressionSyntax receiver, SyntaxNode move, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(receiver, cancellationToken).Symbol switch
        {
            ILocalSymbol local => local is { IsForEach: false, IsUsing: false, IsConst: false, RefKind: not RefKind.RefReadOnly },
            IParameterSymbol parameter => parameter.RefKind is not (RefKind.In or RefKind.RefReadOnlyParameter),
            IFieldSymbol field => !field.IsReadOnly || IsInConstructorOf(field.ContainingType, move, model, cancellationToken),
            IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
            null => receiver is ElementAccessExpressionSyntax,
            _ => false,
        };

    private static bool IsInConstructorOf(INamedTypeSymbol type, SyntaxNode move, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetEnclosingSymbol(move.SpanStart, cancellationToken) is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type);
}
