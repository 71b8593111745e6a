using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>One of the values that an expression can be.</summary>
/// <param name="Operation">Where it is made, or taken from: no choice, local or helper that can be looked behind.</param>
/// <param name="Type">Its type, as narrow as the code says.</param>
/// <param name="IsGuarded">It stands on the left of <c>??</c>, and is taken only where it is not null.</param>
/// <param name="Through">The call of a helper that gives it, the outermost; null for one that the expression itself names.</param>
/// <param name="Behind">The locals and helpers that were looked behind to find it: whoever looks further looks behind others.</param>
internal readonly record struct PossibleValue(
    IOperation Operation, ITypeSymbol? Type, bool IsGuarded, IInvocationOperation? Through, ImmutableHashSet<ISymbol> Behind);

/// <summary>
/// The one place that looks behind an expression: through casts, <c>?:</c>, <c>??</c>, <c>switch</c>, assignments, tuples, locals,
/// and helpers of the same compilation, whose parameters stand for what they are given. Rules differ in what they ask of a value.
/// </summary>
internal static class PossibleValues
{
    /// <summary>A helper of a helper of a helper; what lies deeper is a value by itself.</summary>
    private const int MostHelpers = 4;

    private static readonly ImmutableHashSet<ISymbol> s_none = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>All values that can be told. A branch that throws gives none, and what is made of itself says nothing new.</summary>
    public static ImmutableArray<PossibleValue> Of(IOperation value, MethodBodies bodies) => Of(value, bodies, s_none);

    /// <summary>The same for a part of a possible value, such as the tensor that a method is called on.</summary>
    public static ImmutableArray<PossibleValue> Of(IOperation part, MethodBodies bodies, ImmutableHashSet<ISymbol> behind)
    {
        var walk = new Walk(bodies);
        walk.Visit(part, null, false, null, null, behind);
        return walk.Found.ToImmutable();
    }

    /// <summary>The values that the expression itself chooses between; locals and calls are not looked behind.</summary>
    public static ImmutableArray<PossibleValue> InExpression(IOperation value)
    {
        var walk = new Walk(null);
        walk.Visit(value, null, false, null, null, s_none);
        return walk.Found.ToImmutable();
    }

    /// <summary>The helper whose body a call runs, null where another may take its place.</summary>
    public static IMethodSymbol? HelperOf(IInvocationOperation call) => call.IsVirtual ? null : call.TargetMethod.OriginalDefinition;

    /// <summary>A call that is being looked into, and the one around it.</summary>
    private sealed record Frame(IInvocationOperation Call, Frame? Caller, int Depth, ImmutableHashSet<ISymbol> Seen);

    private sealed class Walk(MethodBodies? bodies)
    {
        public ImmutableArray<PossibleValue>.Builder Found { get; } = ImmutableArray.CreateBuilder<PossibleValue>();

        public void Visit(
            IOperation value,
            ITypeSymbol? narrowed,
            bool isGuarded,
            Frame? frame,
            IInvocationOperation? through,
            ImmutableHashSet<ISymbol> seen)
        {
            switch (value)
            {
                case IParenthesizedOperation parenthesized:
                    Visit(parenthesized.Operand, narrowed, isGuarded, frame, through, seen);
                    break;
                case IConversionOperation { OperatorMethod: null } conversion:
                    Visit(conversion.Operand, narrowed ?? Narrower(conversion), isGuarded, frame, through, seen);
                    break;
                case ICoalesceAssignmentOperation coalesce:
                    Visit(coalesce.Target, narrowed, true, frame, through, seen);
                    Visit(coalesce.Value, narrowed, isGuarded, frame, through, seen);
                    break;
                case IAssignmentOperation assignment and not ICompoundAssignmentOperation:
                    Visit(assignment.Value, narrowed, isGuarded, frame, through, seen);
                    break;
                case IConditionalOperation { WhenFalse: { } otherwise } choice:
                    Visit(choice.WhenTrue, narrowed, isGuarded, frame, through, seen);
                    Visit(otherwise, narrowed, isGuarded, frame, through, seen);
                    break;
                case ICoalesceOperation coalesce:
                    Visit(coalesce.Value, narrowed, true, frame, through, seen);
                    Visit(coalesce.WhenNull, narrowed, isGuarded, frame, through, seen);
                    break;
                case ISwitchExpressionOperation choice:
                    foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                    {
                        Visit(arm.Value, narrowed, isGuarded, frame, through, seen);
                    }

                    break;
                case ITupleOperation tuple:
                    foreach (IOperation element in tuple.Elements)
                    {
                        Visit(element, null, isGuarded, frame, through, seen);
                    }

                    break;
                case IThrowOperation:
                    break;
                case ILocalReferenceOperation { Local: var local } reference when bodies is not null:
                    VisitAll(local, [.. LocalFlow.ValuesOf(reference)], reference, narrowed, isGuarded, frame, through, seen);
                    break;
                case IParameterReferenceOperation { Parameter: var parameter }
                    when frame is not null && Given(parameter, frame.Call) is { } argument:
                    Visit(argument, narrowed, isGuarded, frame.Caller, frame.Caller is null ? null : through, frame.Seen);
                    break;
                case IInvocationOperation call
                    when bodies is not null && frame is not { Depth: >= MostHelpers } && HelperOf(call) is { } helper:
                    VisitAll(
                        helper,
                        bodies.ReturnsOf(helper),
                        call,
                        narrowed,
                        isGuarded,
                        new Frame(call, frame, (frame?.Depth ?? 0) + 1, seen),
                        through ?? call,
                        seen);
                    break;
                default:
                    Found.Add(new PossibleValue(value, narrowed ?? value.Type, isGuarded, through, seen));
                    break;
            }
        }

        private void VisitAll(
            ISymbol symbol,
            ImmutableArray<IOperation> values,
            IOperation itself,
            ITypeSymbol? narrowed,
            bool isGuarded,
            Frame? frame,
            IInvocationOperation? through,
            ImmutableHashSet<ISymbol> seen)
        {
            if (values.IsEmpty)
            {
                Found.Add(new PossibleValue(itself, narrowed ?? itself.Type, isGuarded, through == itself ? null : through, seen));
            }
            else if (!seen.Contains(symbol))
            {
                foreach (IOperation value in values)
                {
                    Visit(value, narrowed, isGuarded, frame, through, seen.Add(symbol));
                }
            }
        }

        /// <summary>The type of a cast that says more than what it casts.</summary>
        private static ITypeSymbol? Narrower(IConversionOperation conversion) =>
            conversion is { Type: INamedTypeSymbol target, Operand.Type: { } source }
            && !SymbolEqualityComparer.Default.Equals(target, source)
            && DerivesFrom(target, source)
                ? target
                : null;

        private static bool DerivesFrom(INamedTypeSymbol type, ITypeSymbol ancestor)
        {
            if (ancestor.SpecialType == SpecialType.System_Object || ancestor.TypeKind is TypeKind.Dynamic or TypeKind.Interface)
            {
                return type.TypeKind == TypeKind.Class && type.SpecialType != SpecialType.System_Object;
            }

            for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                {
                    return true;
                }
            }

            return false;
        }

        private static IOperation? Given(IParameterSymbol parameter, IInvocationOperation call) =>
            SymbolEqualityComparer.Default.Equals(
                parameter.ContainingSymbol.OriginalDefinition, PartialParts.Implementing(call.TargetMethod.OriginalDefinition))
                ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value
                : null;
    }
}
