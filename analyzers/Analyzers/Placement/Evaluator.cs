using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>Runs the operations of one basic block over the placements of the variables.</summary>
/// <param name="body">The method that is followed.</param>
/// <param name="module">What is known of the class around it.</param>
/// <param name="state">The variables; changed by running.</param>
/// <param name="meet">Gets every meeting.</param>
internal sealed partial class Evaluator(PlacementFlow body, ModulePlacement module, PlacementState state, Action<Meeting> meet)
{
    private TorchSymbols Torch => module.Torch;

    /// <summary>Where the value of <paramref name="operation"/> lies, after what it does has been done.</summary>
    public TensorPlacement Evaluate(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                return TensorPlacement.Unknown;

            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);

            case IFlowCaptureOperation capture:
                TensorPlacement captured = Evaluate(capture.Value);
                state[capture.Id] = captured;
                return captured;

            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Evaluate(assignment.Value));

            case ICompoundAssignmentOperation compound:
                return Assign(compound.Target, Meet(compound, [compound.Target, compound.Value]));

            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction.Target, deconstruction.Value);

            case IBinaryOperation binary:
                return Meet(binary, [binary.LeftOperand, binary.RightOperand]);

            case IUnaryOperation unary:
                return Evaluate(unary.Operand);

            case IConversionOperation conversion:
                return Convert(conversion);

            case IAwaitOperation { Operation: var awaited }:
                return Evaluate(awaited);

            case IInvocationOperation call:
                return Call(call);

            case IObjectCreationOperation creation:
                return Construct(creation);

            case ITupleOperation tuple:
                return TensorPlacement.Tuple([.. tuple.Elements.Select(Evaluate)]);

            case IArrayCreationOperation { Initializer: { } initializer }:
                return Hold(initializer.ElementValues);

            case ICollectionExpressionOperation collection:
                return Hold(collection.Elements);

            case ISpreadOperation spread:
                return Evaluate(spread.Operand);

            case IArrayElementReferenceOperation element:
                return Evaluate(element.ArrayReference).Element();

            case IPropertyReferenceOperation property:
                return Property(property);

            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } place, Instance: { } tuple }:
                return Evaluate(tuple).At(PlaceOf(place));

            case IFlowAnonymousFunctionOperation lambda:
                ForgetWhatIsWrittenIn(lambda);
                return TensorPlacement.Unknown;

            default:
                if (KeyOf(operation) is { } variable)
                {
                    return Read(variable);
                }

                foreach (IOperation child in operation.ChildOperations)
                {
                    Evaluate(child);
                }

                return TensorPlacement.Unknown;
        }
    }

    /// <summary>The local, parameter or member of <c>this</c> that <paramref name="operation"/> names, null where it is none.</summary>
    public static ISymbol? VariableOf(IOperation operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.IsIndexer: false } property =>
                property.Property.OriginalDefinition,
            _ => null,
        };

    /// <summary>The variable that <paramref name="operation"/> reads or writes, null where it is none that is followed.</summary>
    private object? KeyOf(IOperation operation) =>
        operation is IFlowCaptureReferenceOperation capture ? body.Alias(capture.Id) ?? capture.Id : VariableOf(operation);

    private TensorPlacement Read(object variable) =>
        state[variable] ?? (variable is ISymbol symbol ? module.Before(symbol) : TensorPlacement.Unknown);

    private TensorPlacement Assign(IOperation target, TensorPlacement value)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            return Assign(declaration.Expression, value);
        }

        if (target is ITupleOperation tuple)
        {
            for (int i = 0; i < tuple.Elements.Length; i++)
            {
                Assign(tuple.Elements[i], value.At(i));
            }
        }
        else if (KeyOf(target) is { } variable)
        {
            state[variable] = value;
        }
        else if (target is IArrayElementReferenceOperation element && KeyOf(element.ArrayReference) is { } array)
        {
            state[array] = Read(array).Hold(value);
        }
        else
        {
            // The receiver and the indices of what is written to. Writing into a part of a tensor copies across devices.
            foreach (IOperation child in target.ChildOperations)
            {
                Evaluate(child);
            }
        }

        return value;
    }

    private TensorPlacement Deconstruct(IOperation target, IOperation value)
    {
        IOperation targets = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (targets is ITupleOperation { Elements: var left }
            && value is ITupleOperation { Elements: var right }
            && left.Length == right.Length)
        {
            TensorPlacement[] values = [.. right.Select(Evaluate)];
            for (int i = 0; i < values.Length; i++)
            {
                Assign(left[i], values[i]);
            }

            return TensorPlacement.Unknown;
        }

        return Assign(targets, Evaluate(value));
    }

    private TensorPlacement Hold(ImmutableArray<IOperation> elements) =>
        elements.Aggregate(TensorPlacement.Unknown.AsContainer(), (held, element) => held.Hold(Evaluate(element)));

    private TensorPlacement Convert(IConversionOperation conversion)
    {
        TensorPlacement value = Evaluate(conversion.Operand);
        bool isTensor = conversion.Operand.Type is { } type && Torch.IsTensorLike(type);
        return conversion.Type is IDynamicTypeSymbol || (conversion.GetConversion().IsUserDefined && !isTensor)
            ? TensorPlacement.Unknown
            : value;
    }

    private TensorPlacement Construct(IObjectCreationOperation creation)
    {
        TensorPlacement[] arguments = [.. creation.Arguments.Select(argument => Evaluate(argument.Value))];
        return creation.Type is { } type && (Torch.IsTensorLike(type) || type.Name is "List" or "Parameter")
            ? arguments.FirstOrDefault() ?? TensorPlacement.Unknown
            : TensorPlacement.Unknown;
    }

    private TensorPlacement Property(IPropertyReferenceOperation property)
    {
        if (KeyOf(property) is { } variable)
        {
            return state[variable] ?? Get(property.Property) ?? Read(variable);
        }

        TensorPlacement instance = Evaluate(property.Instance);
        if (property.Property.IsIndexer)
        {
            return property.Instance?.Type is { } receiver && Torch.IsTensorLike(receiver)
                ? Index(property, instance, property.Arguments.Select(static argument => argument.Value))
                : instance.Element();
        }

        return property.Property.Name == "Current" ? instance.Element()
            : !Torch.IsTensorLike(property.Type!) ? TensorPlacement.Unknown
            : IsWeight(property) ? TensorPlacement.OnModule
            : Torch.IsTensorLike(property.Property.ContainingType) || (instance.IsOnModule && instance.Fresh.IsEmpty) ? instance
            : TensorPlacement.Unknown;
    }

    /// <summary>Which element of a tuple a field is: <c>Item2</c>, or the name that was given to it.</summary>
    private static int PlaceOf(IFieldSymbol field)
    {
        ImmutableArray<IFieldSymbol> places = field.ContainingType.TupleElements;
        int place = 0;
        while (place < places.Length
            && !SymbolEqualityComparer.Default.Equals(places[place].CorrespondingTupleField, field.CorrespondingTupleField))
        {
            place++;
        }

        return place;
    }

    /// <summary><c>linear.weight</c> of a layer that this class holds.</summary>
    private bool IsWeight(IPropertyReferenceOperation property) =>
        property.Instance is IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Type: { } layer }
        && Torch.IsModule(layer)
        && Torch.IsStock(layer)
        && Torch.IsParameter(property.Type!);

    private void ForgetWhatIsWrittenIn(IFlowAnonymousFunctionOperation lambda)
    {
        if (lambda.Syntax is AnonymousFunctionExpressionSyntax
            && lambda.SemanticModel?.AnalyzeDataFlow(lambda.Syntax) is { Succeeded: true } data)
        {
            foreach (ISymbol written in data.WrittenInside)
            {
                state[written] = TensorPlacement.Unknown;
            }
        }
    }
}
