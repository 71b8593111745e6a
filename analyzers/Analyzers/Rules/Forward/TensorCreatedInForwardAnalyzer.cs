using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Placement;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Forward;

/// <summary>TSG1011: a tensor that forward creates on the default device, and that meets a tensor of the module.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorCreatedInForwardAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1011_TensorCreatedOnDefaultDevice)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                if (start.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type
                    && torch.IsModule(type)
                    && !torch.IsStock(type)
                    && !DefaultDevice.IsSetIn(start.Compilation, start.CancellationToken))
                {
                    var bodies = new ModuleBodies(type, torch);
                    start.RegisterOperationBlockAction(bodies.Add);
                    start.RegisterSymbolEndAction(end => Analyze(end, new ClassFlow(bodies, torch)));
                }
            },
            SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context, ClassFlow flow)
    {
        IEnumerable<IGrouping<Creation, Meeting>> creations = flow.Run(context.CancellationToken).GroupBy(static meeting => meeting.Creation);
        foreach (IGrouping<Creation, Meeting> meetings in creations)
        {
            Meeting first = meetings.OrderBy(static meeting => meeting.Operation.Syntax.SpanStart).First();
            string? device = DeviceExpression.For(meetings.Key, meetings, flow.Torch);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TSG1011_TensorCreatedOnDefaultDevice,
                meetings.Key.Call.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(DeviceExpression.Property, device),
                $"torch.{meetings.Key.Call.TargetMethod.Name}",
                Describe(first)));
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
            : meeting.Partner.Syntax.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) || partner.Length > 40 ? $"a tensor of the module in '{operation}'"
            : $"'{partner}' in '{operation}'";
    }
}
