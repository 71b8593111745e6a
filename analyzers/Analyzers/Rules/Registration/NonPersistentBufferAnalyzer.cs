using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
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
                    start.RegisterOperationAction(operation => Gather((IInvocationOperation)operation.Operation, uses, calls, torch), OperationKind.Invocation);
                    start.RegisterSymbolEndAction(end => Report(end, uses, calls));
                }
            },
            SymbolKind.NamedType);

    private static void Gather(IInvocationOperation call, HandMoves uses, ConcurrentBag<IInvocationOperation> calls, TorchSymbols torch)
    {
        uses.Note(call);
        if (RegisterCall.IsNonPersistent(call, torch))
        {
            calls.Add(call);
        }
    }

    private static void Report(SymbolAnalysisContext context, HandMoves uses, ConcurrentBag<IInvocationOperation> calls)
    {
        foreach (IInvocationOperation call in calls)
        {
            IOperation name = RegistryApi.KeyOf(call)!;
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
