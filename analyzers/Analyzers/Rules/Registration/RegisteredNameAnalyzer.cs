using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1009: TorchSharp's <c>_toEpilog</c> disposes the tensor that it moves, and puts the new one into the field or the
/// public property of the registered name. A field of another name is left with the disposed one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegisteredNameAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1009_RegisteredNameDiffersFromMember)
{
    /// <summary>The diagnostic property with the name of the field, for the fix.</summary>
    public const string FieldProperty = "field";

    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                if (start.Symbol is INamedTypeSymbol type && HandWrittenModule.MovesByReflection(type, torch))
                {
                    var uses = new HandMoves(torch);
                    var calls = new ConcurrentBag<IInvocationOperation>();
                    start.RegisterOperationAction(operation => uses.Note(operation.Operation), OperationKind.FieldReference);
                    start.RegisterOperationAction(operation => Gather((IInvocationOperation)operation.Operation, calls, torch), OperationKind.Invocation);
                    start.RegisterSymbolEndAction(end => Report(end, type, uses, calls, torch));
                }
            },
            SymbolKind.NamedType);

    private static void Gather(IInvocationOperation call, ConcurrentBag<IInvocationOperation> calls, TorchSymbols torch)
    {
        if (RegisterCall.Moves(call, torch))
        {
            calls.Add(call);
        }
    }

    private static void Report(
        SymbolAnalysisContext context, INamedTypeSymbol type, HandMoves uses, ConcurrentBag<IInvocationOperation> calls, TorchSymbols torch)
    {
        foreach (IInvocationOperation call in calls)
        {
            if (RegistryApi.NameOf(call) is { } name
                && RegisterCall.MemberOf(call) is IFieldSymbol { IsStatic: false } field
                && (uses.IsRead(field) || field.DeclaredAccessibility != Accessibility.Private)
                && !IsNameOfAnything(name, type, torch))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TSG1009_RegisteredNameDiffersFromMember,
                    call.Syntax.GetLocation(),
                    ImmutableDictionary<string, string?>.Empty.Add(FieldProperty, field.Name),
                    name,
                    field.Name));
            }
        }
    }

    /// <summary>Whether <c>.to()</c> finds a place of that name to write to; then what it does is not this rule's to say.</summary>
    private static bool IsNameOfAnything(string name, INamedTypeSymbol type, TorchSymbols torch) =>
        HandWrittenModule.Chain(type).SelectMany(static ancestor => ancestor.GetMembers()).Any(member =>
            member is IFieldSymbol or IPropertySymbol && (member.Name == name || MemberClassifier.ComponentNameOf(member, torch) == name));
}
