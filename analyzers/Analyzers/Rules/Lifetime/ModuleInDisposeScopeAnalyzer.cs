using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Lifetime;

/// <summary>
/// TSG3002: TorchSharp's own layers take their tensors out of the scope in which they are made; its registration by
/// reflection does not, so that a hand-written module that outlives the scope has disposed ones.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleInDisposeScopeAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG3002_ModuleCreatedInDisposeScope)
{
    /// <summary>Part of every name by which a scope is opened: a file without it is not looked at.</summary>
    private const string Scope = "DisposeScope";

    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (NamesInTree.Mentions(node.Node.SyntaxTree, Scope, node.CancellationToken)
                    && node.SemanticModel.GetOperation(node.Node, node.CancellationToken) is IObjectCreationOperation creation)
                {
                    Analyze(node, creation, torch);
                }
            },
            SyntaxKind.ObjectCreationExpression,
            SyntaxKind.ImplicitObjectCreationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context, IObjectCreationOperation creation, TorchSymbols torch)
    {
        if (creation.Type is INamedTypeSymbol type
            && !creation.Syntax.ContainsDiagnostics
            && ScopeAround(creation, torch) is { } scope
            && OwnState.Of(type, torch, context.CancellationToken) is { } member
            && Leaves(creation, scope)
            && !IsTakenOut(creation, scope, context.CancellationToken))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Descriptors.TSG3002_ModuleCreatedInDisposeScope, creation.Syntax.GetLocation(), type.Name, member.Name));
        }
    }

    /// <summary>The block that a <c>using</c> of a new scope keeps open around the creation.</summary>
    private static SyntaxNode? ScopeAround(IOperation creation, TorchSymbols torch)
    {
        SyntaxNode inner = creation.Syntax;
        for (IOperation? operation = creation.Parent;
             operation is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
             operation = operation.Parent)
        {
            switch (operation)
            {
                case IUsingOperation { Resources: { } resources } around
                    when OpensScope(resources, torch) && around.Body.Syntax.Span.Contains(inner.Span):
                    return around.Body.Syntax;

                case IBlockOperation block when block.Operations
                    .OfType<IUsingDeclarationOperation>()
                    .Any(declaration => declaration.Syntax.SpanStart < inner.SpanStart && OpensScope(declaration, torch)):
                    return block.Syntax;
            }
        }

        return null;
    }

    private static bool OpensScope(IOperation resources, TorchSymbols torch) =>
        resources.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => ScopeApi.Opens(call.TargetMethod, torch));

    /// <summary>Returned from the scope, or put into something that was there before it.</summary>
    private static bool Leaves(IOperation creation, SyntaxNode scope)
    {
        IOperation value = creation;
        while (value.Parent is IConversionOperation or IParenthesizedOperation or ITupleOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IReturnOperation => true,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } } => true,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } =>
                IsOutside(local, scope) || IsReturned(local, scope, creation),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                IsReturned(local, scope, creation),
            _ => false,
        };
    }

    private static bool IsOutside(ILocalSymbol local, SyntaxNode scope) =>
        local.DeclaringSyntaxReferences is [var reference] && !scope.Span.Contains(reference.Span);

    /// <summary><c>return m;</c>, or <c>this.model = m;</c>, in the scope.</summary>
    private static bool IsReturned(ILocalSymbol local, SyntaxNode scope, IOperation creation) =>
        scope.DescendantNodes().Any(node => node switch
        {
            ReturnStatementSyntax { Expression: { } returned } => IsLocal(returned, local, creation),
            AssignmentExpressionSyntax { Right: { } right } assignment =>
                IsLocal(right, local, creation) && IsMember(assignment.Left, creation),
            _ => false,
        });

    private static bool IsLocal(ExpressionSyntax expression, ILocalSymbol local, IOperation creation) =>
        expression is TupleExpressionSyntax tuple ? tuple.Arguments.Any(element => IsLocal(element.Expression, local, creation))
        : expression is IdentifierNameSyntax name
        && name.Identifier.ValueText == local.Name
        && SymbolEqualityComparer.Default.Equals(creation.SemanticModel?.GetSymbolInfo(name).Symbol, local);

    private static bool IsMember(ExpressionSyntax target, IOperation creation) =>
        creation.SemanticModel?.GetSymbolInfo(target).Symbol is IFieldSymbol or IPropertySymbol;

    /// <summary>
    /// Any call that takes something out of a scope counts: it may well be the module's tensors, by <c>parameters()</c> or
    /// <c>state_dict()</c>.
    /// </summary>
    private static bool IsTakenOut(IOperation creation, SyntaxNode scope, CancellationToken cancellationToken) =>
        scope.DescendantTokens()
            .TakeWhile(_ => !cancellationToken.IsCancellationRequested)
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken)
                && token.SpanStart > creation.Syntax.SpanStart
                && ScopeApi.IsNameOfRelease(token.ValueText));
}
