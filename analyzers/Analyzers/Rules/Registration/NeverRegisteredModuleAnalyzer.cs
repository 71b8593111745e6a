using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1002: a class without <c>RegisterComponents()</c> is registered by its parent, if it has one. Made as a root it is not,
/// and the first call that walks over its components finds none.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeverRegisteredModuleAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1002_ModuleNeverRegistersItsComponents)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSyntaxNodeAction(
            node =>
            {
                // By the name alone: plain code is not bound for this.
                if (node.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var called } } call
                    && called.Identifier.ValueText is var name
                    && ModuleApi.IsNameOfReader(name)
                    && node.SemanticModel.GetOperation(call, node.CancellationToken) is IInvocationOperation operation)
                {
                    Analyze(node, operation, torch);
                }
            },
            SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context, IInvocationOperation call, TorchSymbols torch)
    {
        if (!ModuleApi.ReadsComponents(call.TargetMethod, torch)
            || ModuleApi.ReceiverOf(call) is not { } receiver
            || Operations.IsThis(receiver))
        {
            return;
        }

        var oracle = RegistrationOracle.Of(context.Compilation, torch);
        if (RootObject.CreatedType(receiver, call, oracle, context.CancellationToken) is { } type
            && SilentModule.NeverRegisters(type, oracle, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TSG1002_ModuleNeverRegistersItsComponents, LocationOf(call), type.Name, call.TargetMethod.Name + "()"));
        }
    }

    /// <summary>From the method's name on: the receiver may be a chain of several lines.</summary>
    private static Location LocationOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } invocation
            ? Location.Create(call.Syntax.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(name.SpanStart, invocation.Span.End))
            : call.Syntax.GetLocation();
}
