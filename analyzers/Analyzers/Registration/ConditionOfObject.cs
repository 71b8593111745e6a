using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// How a condition comes out for objects of one class: by <c>if (register)</c> or <c>if (GetType() == typeof(Base))</c> a base leaves
/// <c>RegisterComponents()</c> to the classes over it.
/// </summary>
internal static class ConditionOfObject
{
    /// <summary>Null where it is not known.</summary>
    /// <param name="condition">A condition in a constructor.</param>
    /// <param name="type">The class of the object.</param>
    /// <param name="arguments">What the constructor is told.</param>
    public static bool? Of(IOperation condition, INamedTypeSymbol type, KnownArguments arguments) =>
        condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            ? (IsOfThis(comparison.LeftOperand), comparison.RightOperand) switch
            {
                (true, ITypeOfOperation { TypeOperand: var other }) =>
                    SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, type.OriginalDefinition)
                        == (comparison.OperatorKind == BinaryOperatorKind.Equals),
                _ => null,
            }
            : arguments.Of(condition);

    private static bool IsOfThis(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { Name: "GetType", ContainingType.SpecialType: SpecialType.System_Object } } call
        && Operations.IsThis(call.Instance);
}
