using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Forward;

/// <summary>
/// TSG1012: <c>tensor.to(device);</c> or <c>scores.masked_fill(mask, 0);</c> as a statement. A module moves in place, a tensor
/// does not, and an operation writes into its tensor only under the name that ends in an underscore.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedResultAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1012_ResultIsNotUsed)
{
    /// <summary>The diagnostic property with the name of the in-place twin, for the fix.</summary>
    public const string TwinProperty = "twin";

    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSyntaxNodeAction(
            node =>
            {
                // By the place and the name alone: plain code is not turned into operations for this, nor a forward.
                if (MayBeStatement(node.Node)
                    && CalledName.Of((InvocationExpressionSyntax)node.Node) is { Identifier.ValueText: var name }
                    && (TensorApi.Moving.Names.Contains(name)
                        || TensorApi.Converting.Names.Contains(name)
                        || InPlaceTwin.NamesIn(torch).Contains(name))
                    && node.SemanticModel.GetOperation(node.Node, node.CancellationToken) is IInvocationOperation call)
                {
                    Analyze(node, call, torch);
                }
            },
            SyntaxKind.InvocationExpression);

    /// <summary>Not where its value is handed on: to a variable, another call, an operator, whoever called the method.</summary>
    private static bool MayBeStatement(SyntaxNode call)
    {
        SyntaxNode? around = call.Parent;
        while (around is ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            around = around.Parent;
        }

        return around is not (ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or MemberAccessExpressionSyntax
            or BinaryExpressionSyntax or ReturnStatementSyntax);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, IInvocationOperation call, TorchSymbols torch)
    {
        IOperation expression =
            call.Parent is IConditionalAccessOperation conditional && conditional.WhenNotNull == call ? conditional : call;
        if (expression.Parent is not IExpressionStatementOperation statement || expression.Syntax.ContainsDiagnostics)
        {
            return;
        }

        IMethodSymbol? twin = InPlaceTwin.Of(call.TargetMethod, torch);
        if (twin is null
            && !TensorApi.Moving.Contains(call.TargetMethod, torch)
            && !TensorApi.Converting.Contains(call.TargetMethod, torch))
        {
            return;
        }

        IOperation? receiver = call.Instance ?? (call.Arguments is [{ Value: var first }, ..] ? first : null);
        IOperation? variable = receiver is IConditionalAccessInstanceOperation
            ? ((IConditionalAccessOperation)expression).Operation
            : receiver;
        if (variable is not null && IsKept(variable, twin is not null, torch) && !IsProbe(statement, variable))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TSG1012_ResultIsNotUsed,
                expression.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(TwinProperty, twin?.Name),
                call.TargetMethod.Name,
                twin is null ? "assign it" : $"assign it, or call '{twin.Name}'"));
        }
    }

    /// <summary>
    /// Something that is used later on: a temporary that is moved and dropped does no harm. What an indexer gives is a view of
    /// such a tensor, into which an operation was meant to write, and so is its gradient.
    /// </summary>
    private static bool IsKept(IOperation variable, bool mayBeView, TorchSymbols torch) =>
        variable switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation => true,
            IPropertyReferenceOperation { Property: var property } when !torch.IsTensorLike(property.ContainingType) => true,
            IPropertyReferenceOperation { Instance: { } tensor, Property: var property } when mayBeView =>
                (property.IsIndexer || GradientApi.Gradient.Contains(property, torch)) && IsKept(tensor, mayBeView, torch),
            _ => false,
        };

    /// <summary>
    /// Code that calls a tensor to see whether that throws: a lambda without parameters for an assertion, or a <c>try</c>
    /// around a tensor of its own.
    /// </summary>
    private static bool IsProbe(IOperation statement, IOperation variable)
    {
        SyntaxNode? owner = statement.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node =>
            node is AnonymousFunctionExpressionSyntax or TryStatementSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);
        return owner switch
        {
            ParenthesizedLambdaExpressionSyntax lambda =>
                lambda.ParameterList.Parameters.Count == 0 && IsOnlyStatement(lambda.Body, statement.Syntax),
            AnonymousMethodExpressionSyntax anonymous => IsOnlyStatement(anonymous.Body, statement.Syntax),
            TryStatementSyntax { Catches.Count: > 0 } attempt =>
                attempt.Block.Span.Contains(statement.Syntax.Span)
                && variable is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declaration] }
                && attempt.Block.Span.Contains(declaration.Span),
            _ => false,
        };
    }

    private static bool IsOnlyStatement(SyntaxNode body, SyntaxNode statement) =>
        body == statement || body is BlockSyntax { Statements: [var only] } && only == statement;
}
