using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Lifetime;

/// <summary>
/// TSG3003: what is assigned to a field cannot be seen, so nothing takes the new tensor out of the scope that a training loop
/// opens around a step. A partial property does so in its setter.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateFieldReassignedAnalyzer() : ModuleAnalyzer(Descriptors.TSG3003_StateFieldReassigned)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        ModuleDeclaration declaration = ModuleDeclaration.Of(type, oracle.Torch);
        if (!declaration.IsGenerated || type.DeclaringSyntaxReferences.IsEmpty)
        {
            return;
        }

        foreach (StateMember state in declaration.Members.Where(static state => state is { IsCollection: false, Kind: not StateKind.Submodule } && !IsSeen(state.Symbol)))
        {
            foreach (MemberWrite write in oracle.Members.WritesOf(state.Symbol, context.CancellationToken))
            {
                if (!write.AtConstruction
                    && RegistrationOracle.IsIn(write.Site, type)
                    && write.In is not IMethodSymbol { Name: "Dispose" }
                    && (write.Value is { } value ? IsComputed(value, oracle.Torch) : write.Site is AssignmentExpressionSyntax)
                    && !IsDetached(state.Symbol, write, oracle, context))
                {
                    Report(context, write.Site.GetLocation(), state.Symbol.Name);
                }
            }
        }
    }

    private static bool IsSeen(ISymbol member) => member is IPropertySymbol { IsPartialDefinition: true };

    /// <summary>A tensor that this statement makes: by an operator, or by a call of TorchSharp's that does not return the one it is called on.</summary>
    private static bool IsComputed(IOperation value, TorchSymbols torch) =>
        Operations.Unwrap(value) switch
        {
            IBinaryOperation or IUnaryOperation => true,
            IInvocationOperation { TargetMethod: var method } =>
                torch.IsStock(method.ContainingType)
                && torch.IsTensorLike(method.ReturnType)
                && !ScopeApi.Leaving.Contains(method, torch)
                && !TensorApi.ReturnsReceiver(method, torch)
                && !ModuleApi.LookingUp.Contains(method, torch),
            IConditionalOperation { WhenFalse: { } otherwise } choice => IsComputed(choice.WhenTrue, torch) || IsComputed(otherwise, torch),
            ICoalesceOperation coalesce => IsComputed(coalesce.WhenNull, torch),
            _ => false,
        };

    /// <summary><c>total.DetachFromDisposeScope();</c> in the same method.</summary>
    private static bool IsDetached(ISymbol member, MemberWrite write, RegistrationOracle oracle, SymbolAnalysisContext context) =>
        oracle.Uses.Of(member, context.CancellationToken).Any(reference =>
            SymbolEqualityComparer.Default.Equals(reference.In, write.In)
            && reference.Operation.Syntax.SpanStart > write.Site.SpanStart
            && (reference.Operation.Parent is IInvocationOperation { TargetMethod: var method } && ScopeApi.Leaving.Contains(method, oracle.Torch)
                || reference.Operation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var release } } && (ScopeApi.Leaving.Contains(release, oracle.Torch) || ScopeApi.Releasing.Contains(release, oracle.Torch))));
}
