using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1007: TorchSharp's <c>_toEpilog</c> goes over <c>named_buffers</c>, which leaves non-persistent buffers out whatever
/// it is asked for, so nothing ever moves them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonPersistentBufferAnalyzer() : ModuleAnalyzer(Descriptors.TSG1007_NonPersistentBufferNeverMoves)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!ClassOrigins.MovesByReflection(type, oracle.Torch) && !ClassOrigins.MovesGivenModulesOnly(type, oracle.Torch))
        {
            return;
        }

        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).OnThis.Where(RegistryApi.IsBufferCall))
        {
            if (RegistryApi.IsPersistent(call) == false && HelperOf(RegistryApi.ValueOf(call)) is { } wrapper)
            {
                ReportCallers(context, call, wrapper, null, type, oracle);
            }
            else if (RegistryApi.IsPersistent(call) == false)
            {
                if (RegistrationOracle.IsIn(call.Syntax, type)
                    && StaysBehind(RegistryApi.NameOf(call), RegistryApi.ValueOf(call), type, oracle, context.CancellationToken))
                {
                    Report(
                        context, call.Syntax.GetLocation(), RegistryApi.NameOf(call) ?? RegistryApi.KeyOf(call)?.Syntax.ToString() ?? "");
                }
            }
            else if (RegistryApi.PersistentOf(
                call) is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol helper } persistent })
            {
                ReportCallers(context, call, helper, persistent, type, oracle);
            }
        }

        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).ByOthers
            .Where(call => RegistrationOracle.IsIn(call.Syntax, type)))
        {
            foreach (IInvocationOperation registration in HandedOver.RegistrationsBy(call, oracle)
                .Where(static registration => RegistryApi.IsBufferCall(registration) && RegistryApi.IsPersistent(registration) == false))
            {
                ReportCaller(context, call, registration, null, type, oracle);
            }
        }
    }

    /// <summary>The method of the class that gets the tensor from its callers; a constructor's own parameter stands for itself.</summary>
    private static IMethodSymbol? HelperOf(IOperation? value) =>
        value is not null
        && Operations.Unwrap(value) is IParameterReferenceOperation
        {
            Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } helper
        }
            ? helper
            : null;

    /// <summary>A helper of the user's own that registers what it is given, or passes the decision on: its callers matter.</summary>
    private void ReportCallers(
        SymbolAnalysisContext context,
        IInvocationOperation registration,
        IMethodSymbol helper,
        IParameterSymbol? persistent,
        INamedTypeSymbol type,
        RegistrationOracle oracle)
    {
        foreach (IInvocationOperation call in oracle.Uses.CallsOf(helper, context.CancellationToken)
            .Where(call => RegistrationOracle.IsIn(call.Syntax, type)))
        {
            ReportCaller(context, call, registration, persistent, type, oracle);
        }
    }

    private void ReportCaller(
        SymbolAnalysisContext context,
        IInvocationOperation call,
        IInvocationOperation registration,
        IParameterSymbol? persistent,
        INamedTypeSymbol type,
        RegistrationOracle oracle)
    {
        string? key = Given(RegistryApi.KeyOf(registration), call)?.ConstantValue.Value as string;
        if ((persistent is null
                || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == persistent.Ordinal)
                    ?.Value.ConstantValue is { HasValue: true, Value: false })
            && StaysBehind(key, Given(RegistryApi.ValueOf(registration), call), type, oracle, context.CancellationToken))
        {
            Report(context, call.Syntax.GetLocation(), key ?? call.Syntax.ToString());
        }
    }

    private static IOperation? Given(IOperation? inHelper, IInvocationOperation call) =>
        inHelper is not null && Operations.Unwrap(inHelper) is IParameterReferenceOperation { Parameter: var parameter }
            ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value
            : inHelper;

    private static bool StaysBehind(
        string? key, IOperation? value, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        ISymbol? member = RegisterCalls.MemberOf(value)
            ?? ReflectedMembers.OfChain(type, oracle.Torch).FirstOrDefault(candidate => candidate.Name == key);
        if (member is not null
            && key is not null
            && ReflectedMembers.KeyOf(member, oracle.Torch) != key
            && !ClassOrigins.MovesGivenModulesOnly(type, oracle.Torch))
        {
            // Reflection registers the field under its own name as well, as a persistent buffer, and that one moves.
            return false;
        }

        return new UnmovedBuffer(key, member).IsMissed(type, oracle, cancellationToken);
    }
}
