using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1022: the base constructor registers what has an initialiser, and a partial property registers what it is given. What a
/// constructor assigns to a field is first seen by the call, which takes it out of a <c>DisposeScope</c>: then it stays.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnnecessaryRegisterComponentsAnalyzer() : ModuleAnalyzer(Descriptors.TSG1022_UnnecessaryRegisterComponents)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        ModuleDeclaration declaration = ModuleDeclaration.Of(type, oracle.Torch);
        if (!declaration.IsGenerated || declaration.Base == BaseKind.HandWritten || type.DeclaringSyntaxReferences.IsEmpty)
        {
            return;
        }

        foreach (InvocationExpressionSyntax call in type.InstanceConstructors
            .Select(PartialParts.ImplementationOf)
            .OfType<ConstructorDeclarationSyntax>()
            .SelectMany(static constructor => constructor.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(static call => call.ArgumentList.Arguments.Count == 0 && call.ToString().Contains(RegistryApi.RegisterComponents)))
        {
            if (call.Parent is ExpressionStatementSyntax
                && oracle.Bodies.OperationOf(
                    call) is IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var method }
                && RegistryApi.IsRegisterComponents(method, oracle.Torch)
                && !declaration.Members.Any(state => IsAssignedInBody(state, oracle, context)))
            {
                Report(context, call.GetLocation(), type.Name);
            }
        }
    }

    private static bool IsAssignedInBody(StateMember state, RegistrationOracle oracle, SymbolAnalysisContext context) =>
        state.Symbol is not IPropertySymbol { IsPartialDefinition: true }
        && oracle.Members.WritesOf(state.Symbol, context.CancellationToken).Any(write =>
            write.AtConstruction && !SymbolEqualityComparer.Default.Equals(write.In, state.Symbol));
}
