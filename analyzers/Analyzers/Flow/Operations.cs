using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>Small questions about operations.</summary>
internal static class Operations
{
    /// <summary>The operation without the conversions around it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        IOperation current = operation;
        while (true)
        {
            switch (current)
            {
                case IConversionOperation conversion:
                    current = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    current = parenthesized.Operand;
                    break;
                default:
                    return current;
            }
        }
    }

    /// <summary>The operation with the conversions around it.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        IOperation outer = operation;
        while (outer.Parent is IConversionOperation conversion)
        {
            outer = conversion;
        }

        return outer;
    }

    public static bool IsThis(IOperation? operation) =>
        operation is not null
        && Unwrap(operation) is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>The variable behind an expression: a local, a parameter, or a member of <c>this</c>.</summary>
    public static ISymbol? VariableOf(IOperation? operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member
                when member is IFieldReferenceOperation or IPropertyReferenceOperation => member.Member,
            IConversionOperation conversion => VariableOf(conversion.Operand),
            _ => null,
        };

    public static bool IsNull(IOperation operation) =>
        Unwrap(operation) is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>The argument for a parameter by its name, null where its default is taken.</summary>
    public static IOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter
            && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    /// <summary>The member or variable that is assigned, with its value where it can be told, through tuples.</summary>
    public static IEnumerable<(IOperation Target, IOperation? Value)> Targets(IAssignmentOperation assignment) =>
        Pairs(assignment.Target, assignment is ICompoundAssignmentOperation ? null : assignment.Value);

    private static IEnumerable<(IOperation Target, IOperation? Value)> Pairs(IOperation target, IOperation? value)
    {
        target = Unwrap(target);
        if (target is IDeclarationExpressionOperation declaration)
        {
            target = declaration.Expression;
        }

        if (target is not ITupleOperation tuple)
        {
            return [(target, value)];
        }

        IOperation? source = value is null ? null : Unwrap(value);
        return source is ITupleOperation values && values.Elements.Length == tuple.Elements.Length
            ? tuple.Elements.SelectMany((element, index) => Pairs(element, values.Elements[index]))
            : tuple.Elements.SelectMany(element => Pairs(element, source));
    }
}
