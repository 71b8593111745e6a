using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Placement;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Forward;

/// <summary>
/// TSG1011: a tensor that a method of a module creates on the default device, and that meets a tensor of the module or goes
/// into the module itself.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorCreatedOnDefaultDeviceAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1011_TensorCreatedOnDefaultDevice)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch)
    {
        var oracle = RegistrationOracle.Of(context.Compilation, torch);
        var kinds = new ConcurrentDictionary<INamedTypeSymbol, LayerKind>(SymbolEqualityComparer.Default);
        var helpers = new ConcurrentDictionary<SyntaxNode, bool>();
        context.RegisterSymbolAction(
            symbol => Analyze(symbol, (INamedTypeSymbol)symbol.Symbol, oracle, kinds, helpers), SymbolKind.NamedType);
    }

    /// <param name="context">Of the class.</param>
    /// <param name="type">The class.</param>
    /// <param name="oracle">What is registered.</param>
    /// <param name="kinds">What is known of the classes that are called.</param>
    /// <param name="helpers">The creations in helpers that are reported: several modules may come to one.</param>
    private static void Analyze(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        RegistrationOracle oracle,
        ConcurrentDictionary<INamedTypeSymbol, LayerKind> kinds,
        ConcurrentDictionary<SyntaxNode, bool> helpers)
    {
        if (!oracle.IsOwn(type)
            || CreatingMethods.Of(type, oracle, context.CancellationToken) is not { IsEmpty: false } methods
            || DefaultDevice.IsSetIn(context.Compilation, context.CancellationToken))
        {
            return;
        }

        var module = new ModulePlacement(
            type, new ModuleInputs(oracle, kinds, context.CancellationToken), oracle, context.CancellationToken);
        foreach (IGrouping<Creation, Meeting> meetings in module.Run(methods).GroupBy(static meeting => meeting.Creation))
        {
            if (meetings.Key.Call is not { } call)
            {
                continue;
            }

            bool inHelper = module.IsHelperWithTensors(meetings.Key.Method);
            if (inHelper ? helpers.TryAdd(call.Syntax, true) : module.Declares(meetings.Key.Method))
            {
                Meeting first = meetings.OrderBy(static meeting => meeting.Operation.Syntax.SpanStart).First();
                string? device = TensorFactories.IsFactory(call.TargetMethod, oracle.Torch)
                    ? DeviceExpression.For(meetings.Key, meetings, oracle.Torch)
                    : null;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TSG1011_TensorCreatedOnDefaultDevice,
                    call.Syntax.GetLocation(),
                    ImmutableDictionary<string, string?>.Empty.Add(DeviceExpression.Property, device),
                    oracle.Torch.IsStock(call.TargetMethod.ContainingType)
                        ? $"torch.{call.TargetMethod.Name}"
                        : $"{call.TargetMethod.Name}()",
                    inHelper ? $"a tensor of the module that calls '{meetings.Key.Method.Name}'" : Describe(first)));
            }
        }
    }

    private static string Describe(Meeting meeting)
    {
        string operation = meeting.Operation switch
        {
            IInvocationOperation call => call.TargetMethod.Name,
            { Syntax: BinaryExpressionSyntax binary } => binary.OperatorToken.Text,
            { Syntax: AssignmentExpressionSyntax assignment } => assignment.OperatorToken.Text,
            _ => "an indexer",
        };

        string partner = meeting.Partner.Syntax.ToString();
        return meeting.IsLayer ? $"the weights of '{partner}'"
            : meeting.Partner.Syntax.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                || partner.Length > 40 ? $"a tensor of the module in '{operation}'"
            : $"'{partner}' in '{operation}'";
    }
}
