using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Forward;

/// <summary>TSG1012: <c>tensor.to(device);</c> as a statement. A module moves in place, a tensor does not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedMoveAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1012_ResultOfMoveIsNotUsed)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterOperationAction(operation => Analyze(operation, torch), OperationKind.ExpressionStatement);

    private static void Analyze(OperationAnalysisContext context, TorchSymbols torch)
    {
        IOperation expression = ((IExpressionStatementOperation)context.Operation).Operation;
        IOperation result = expression is IConditionalAccessOperation conditional ? conditional.WhenNotNull : expression;
        if (result is not IInvocationOperation { Instance: { } receiver } call
            || !(TensorApi.Moving.Contains(call.TargetMethod, torch) || TensorApi.Converting.Contains(call.TargetMethod, torch))
            || expression.Syntax.ContainsDiagnostics)
        {
            return;
        }

        IOperation variable = receiver is IConditionalAccessInstanceOperation ? ((IConditionalAccessOperation)expression).Operation : receiver;
        if (IsKept(variable, torch) && !IsProbe(context.Operation, variable))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TSG1012_ResultOfMoveIsNotUsed, expression.Syntax.GetLocation(), call.TargetMethod.Name));
        }
    }

    /// <summary>Something that is used later on: a temporary that is moved and dropped does no harm.</summary>
    private static bool IsKept(IOperation variable, TorchSymbols torch) =>
        variable is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation
        || variable is IPropertyReferenceOperation property && !torch.IsTensorLike(property.Property.ContainingType);

    /// <summary>
    /// Code that moves a tensor to see whether that throws: a lambda without parameters for an assertion, or a <c>try</c>
    /// around a tensor of its own.
    /// </summary>
    private static bool IsProbe(IOperation statement, IOperation variable)
    {
        SyntaxNode? owner = statement.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node =>
            node is AnonymousFunctionExpressionSyntax or TryStatementSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);
        return owner switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Count == 0 && IsOnlyStatement(lambda.Body, statement.Syntax),
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
