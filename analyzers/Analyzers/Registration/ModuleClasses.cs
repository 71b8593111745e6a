using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The classes of which a value can be, as far as the code that makes it shows them.</summary>
/// <param name="Types">The classes; none where nothing is known.</param>
/// <param name="AreAlternatives">
/// Whether the expression itself chooses between them, as in <c>stride == 1 ? Identity() : Conv2d(...)</c>: then each of them is
/// meant. A helper that can return one of many may never be asked for this one.
/// </param>
internal sealed record ModuleClasses(IReadOnlyList<ITypeSymbol> Types, bool AreAlternatives)
{
    private const int MaxDepth = 5;

    private static readonly ModuleClasses s_unknown = new([], false);

    public static ModuleClasses Of(IOperation? value, RegistrationOracle oracle) => Of(value, oracle, MaxDepth);

    private static ModuleClasses Of(IOperation? value, RegistrationOracle oracle, int depth)
    {
        if (value is null || depth == 0)
        {
            return s_unknown;
        }

        IOperation operation = Operations.Unwrap(value);
        return operation switch
        {
            IObjectCreationOperation { Type: { } made } => new([made], true),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Either([choice.WhenTrue, otherwise], oracle, depth),
            ISwitchExpressionOperation choice => Either(choice.Arms.Select(static arm => arm.Value), oracle, depth),
            ICoalesceOperation coalesce => Either([coalesce.Value, coalesce.WhenNull], oracle, depth),
            IAssignmentOperation assignment => Of(assignment.Value, oracle, depth),
            ILocalReferenceOperation local => Either(LocalFlow.ValuesOf(local), oracle, depth),
            IInvocationOperation call => OfCall(call, oracle, depth),
            { Type: INamedTypeSymbol type } when !ClassOrigins.IsGeneral(type, oracle.Torch) && StateTypes.KindOf(type, oracle.Torch) is not null => new([type], true),
            _ => s_unknown,
        };
    }

    private static ModuleClasses OfCall(IInvocationOperation call, RegistrationOracle oracle, int depth)
    {
        if (call.Type is INamedTypeSymbol { IsAbstract: false } type && !ClassOrigins.IsGeneral(type, oracle.Torch) && StateTypes.KindOf(type, oracle.Torch) is not null)
        {
            return new([type], true);
        }

        // A move returns the module that it moves.
        if (oracle.Torch.IsStock(call.TargetMethod.ContainingType))
        {
            return TorchApi.ModuleApi.Moving.Contains(call.TargetMethod, oracle.Torch) ? Of(TorchApi.ModuleApi.ReceiverOf(call), oracle, depth) : s_unknown;
        }

        return Either(oracle.Bodies.ReturnsOf(call.TargetMethod), oracle, depth) with { AreAlternatives = false };
    }

    private static ModuleClasses Either(IEnumerable<IOperation> values, RegistrationOracle oracle, int depth)
    {
        var parts = values.Where(static value => !Operations.IsNull(value) && Operations.Unwrap(value) is not IThrowOperation)
            .Select(value => Of(value, oracle, depth - 1))
            .ToList();
        return parts.Count == 0 || parts.Any(static part => part.Types.Count == 0)
            ? s_unknown
            : new(
                [.. parts.SelectMany(static part => part.Types).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)],
                parts.All(static part => part.AreAlternatives || part.Types.Count == 1));
    }
}
