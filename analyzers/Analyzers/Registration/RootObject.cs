using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Objects that a program makes and keeps for itself, so that no parent can have registered them.</summary>
internal static class RootObject
{
    /// <summary>
    /// The exact type of the object that <paramref name="call"/> is made on, if it is made for a variable that nobody else has
    /// seen by then, and this is the first call that looks for its components. Null otherwise.
    /// </summary>
    public static INamedTypeSymbol? CreatedType(
        IOperation receiver, IInvocationOperation call, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        Operations.Unwrap(receiver) switch
        {
            IObjectCreationOperation creation => creation.Type as INamedTypeSymbol,
            ILocalReferenceOperation local =>
                Only(LocalFlow.ValuesOf(local)) is { } made && IsFirst(call, LocalFlow.Reads(local, local.Local), oracle.Torch)
                    ? made
                    : null,
            IFieldReferenceOperation { Field: var field } => OfMember(field, call, oracle, cancellationToken),
            IPropertyReferenceOperation { Property: var property }
                when MemberClassifier.HoldsValue(property) => OfMember(property, call, oracle, cancellationToken),
            _ => null,
        };

    /// <summary>A field of a class that is not a module itself: a trainer, a test fixture, a window.</summary>
    private static INamedTypeSymbol? OfMember(
        ISymbol member, IInvocationOperation call, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (oracle.Torch.IsModule(member.ContainingType) || member.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        var writes = oracle.Members.WritesOf(member, cancellationToken);
        return Only(writes.Select(static write => write.Value)) is { } made
            && IsFirst(call, oracle.Uses.Of(member, cancellationToken)
                .Select(static reference => reference.Operation)
                .Where(static operation => !LocalFlow.IsTarget(operation)), oracle.Torch)
                ? made
                : null;
    }

    /// <summary>The one type that all values are created as.</summary>
    private static INamedTypeSymbol? Only(IEnumerable<IOperation?> values)
    {
        var created = values.Where(static value => value is null || !Operations.IsNull(value)).Select(CreatedBy).ToList();
        return created.Count > 0 && created.All(type => type is not null && SymbolEqualityComparer.Default.Equals(type, created[0]))
            ? created[0]
            : null;
    }

    private static INamedTypeSymbol? CreatedBy(IOperation? value) =>
        value is not null && Operations.Unwrap(value) is IObjectCreationOperation creation ? creation.Type as INamedTypeSymbol : null;

    /// <summary>Whether nothing before <paramref name="call"/> reads components, nor hands the object to anybody.</summary>
    private static bool IsFirst(IInvocationOperation call, IEnumerable<IOperation> reads, TorchSymbols torch) =>
        reads.Where(read => read.Syntax.SyntaxTree != call.Syntax.SyntaxTree || read.Syntax.SpanStart < call.Syntax.SpanStart)
            .All(read => IsHarmless(read, torch));

    private static bool IsHarmless(IOperation read, TorchSymbols torch)
    {
        IOperation current = Operations.Outermost(read);
        return current.Parent switch
        {
            IInvocationOperation call => call.Instance == current && !ModuleApi.ReadsComponents(call.TargetMethod, torch),
            IMemberReferenceOperation or IIsPatternOperation or IBinaryOperation => true,
            _ => false,
        };
    }
}
