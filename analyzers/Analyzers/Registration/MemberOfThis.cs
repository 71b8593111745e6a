using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The member of <c>this</c> that code is about: a field, or a property that holds its value.</summary>
internal static class MemberOfThis
{
    /// <summary>The one that <paramref name="operation"/> names.</summary>
    public static ISymbol? In(IOperation operation) =>
        Operations.Unwrap(operation) is IMemberReferenceOperation reference && Operations.IsThis(reference.Instance)
            ? Held(reference)
            : null;

    /// <summary>The one that <paramref name="reference"/> names, if the module that it is asked of is <c>this</c>.</summary>
    public static ISymbol? Held(IMemberReferenceOperation reference) =>
        reference switch
        {
            IFieldReferenceOperation { Field: var field } => field.OriginalDefinition,
            IPropertyReferenceOperation { Property.OriginalDefinition: var property, Arguments.IsEmpty: true }
                when MemberClassifier.HoldsValue(property) => property,
            _ => null,
        };

    /// <summary>The one that gets the value of the local, if the local has one value and goes to one member.</summary>
    public static ISymbol? AssignedFrom(ILocalReferenceOperation reference) =>
        LocalFlow.ValuesOf(reference).Count() == 1
            ? LocalFlow.Root(reference).DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
                .Where(assignment => Operations.Unwrap(assignment.Value) is ILocalReferenceOperation value
                    && SymbolEqualityComparer.Default.Equals(value.Local, reference.Local))
                .Select(static assignment => In(assignment.Target))
                .FirstOrDefault(static member => member is not null)
            : null;
}
