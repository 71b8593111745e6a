using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Forward;

/// <summary>
/// TSG1014: <c>mask.to(x.device)</c> in forward, of a tensor that the module holds and does not move. It works, and copies
/// on every call.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeviceCopyPerCallAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1014_DeviceCopyPerCall)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSyntaxNodeAction(
            node =>
            {
                // By the names alone: plain code is not turned into operations for this.
                if (node.ContainingSymbol is IMethodSymbol { Name: "forward", IsOverride: true } forward
                    && CalledName.Of((InvocationExpressionSyntax)node.Node) is { Identifier.ValueText: var name }
                    && TensorApi.Moving.Names.Contains(name)
                    && node.SemanticModel.GetOperation(node.Node, node.CancellationToken) is IInvocationOperation call)
                {
                    Analyze(node, call, forward, torch);
                }
            },
            SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context, IInvocationOperation call, IMethodSymbol forward, TorchSymbols torch)
    {
        if (call.Instance is IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var member }
            && torch.IsModule(forward.ContainingType)
            && TensorApi.TargetOf(call, torch) == MoveTarget.Chosen
            && torch.IsTensor(MemberClassifier.TypeOf(member)!)
            && MemberClassifier.HoldsValue(member)
            && !StateAttribute.IsAny(member)
            && RegistrationOracle.Of(context.Compilation, torch).Ask(member) is RegistrationAnswer.NotRegistered
            && !IsKept(call, member))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TSG1014_DeviceCopyPerCall, call.Syntax.GetLocation(), member.Name));
        }
    }

    /// <summary><c>mask = mask.to(x.device)</c> copies once.</summary>
    private static bool IsKept(IOperation move, ISymbol member)
    {
        IOperation? value = move.Parent;
        while (value is not null and not IAssignmentOperation and not IBlockOperation)
        {
            value = value.Parent;
        }

        return value is IAssignmentOperation { Target: IMemberReferenceOperation target }
            && SymbolEqualityComparer.Default.Equals(target.Member, member);
    }
}
