using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1007: TorchSharp's <c>_toEpilog</c> goes over <c>named_buffers</c>, which leaves non-persistent buffers out whatever
/// it is asked for, so nothing ever moves them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonPersistentBufferAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1007_NonPersistentBufferNeverMoves)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                if (start.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type && HandWrittenModule.MovesByReflection(type, torch))
                {
                    var uses = new HandMoves(torch);
                    var calls = new ConcurrentBag<IInvocationOperation>();
                    start.RegisterOperationAction(operation => uses.Note(operation.Operation), OperationKind.FieldReference, OperationKind.PropertyReference);
                    start.RegisterOperationAction(operation => Gather((IInvocationOperation)operation.Operation, uses, calls), OperationKind.Invocation);
                    start.RegisterSymbolEndAction(end => Report(end, uses, calls, torch));
                }
            },
            SymbolKind.NamedType);

    private static void Gather(IInvocationOperation call, HandMoves uses, ConcurrentBag<IInvocationOperation> calls)
    {
        uses.Note(call);
        if (RegisterCall.IsNonPersistent(call))
        {
            calls.Add(call);
        }
    }

    private static void Report(SymbolAnalysisContext context, HandMoves uses, ConcurrentBag<IInvocationOperation> calls, TorchSymbols torch)
    {
        foreach (IInvocationOperation call in calls.Where(call => torch.IsStock(call.TargetMethod.ContainingType)))
        {
            IOperation name = call.Arguments[0].Value;
            ISymbol? member = RegisterCall.MemberOf(call);
            if ((member is not null && uses.IsMovedByHand(member)) || (name.ConstantValue.Value is string key && uses.IsMovedByHand(key)))
            {
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TSG1007_NonPersistentBufferNeverMoves,
                call.Syntax.GetLocation(),
                name.ConstantValue.Value as string ?? name.Syntax.ToString()));
        }
    }
}
