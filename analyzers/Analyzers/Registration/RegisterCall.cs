using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>A call of <c>register_buffer</c> or <c>register_parameter</c>.</summary>
internal static class RegisterCall
{
    /// <summary>A registration of a tensor of this module, with which TorchSharp's transfer deals.</summary>
    public static bool Moves(IInvocationOperation call, TorchSymbols torch) =>
        IsOfTensor(call, torch) && !call.Syntax.ContainsDiagnostics && RegistryApi.IsPersistent(call) != false;

    /// <summary><c>this.register_buffer(name, tensor, persistent: false)</c>.</summary>
    public static bool IsNonPersistent(IInvocationOperation call, TorchSymbols torch) =>
        IsOfTensor(call, torch) && RegistryApi.IsPersistent(call) == false;

    /// <summary>
    /// The own field or property that holds the registered tensor: the one that is passed, or the one that the constructor
    /// gives the same local.
    /// </summary>
    public static ISymbol? MemberOf(IInvocationOperation call) =>
        Bare(RegistryApi.ValueOf(call)) switch
        {
            IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member => member.Member,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member } => member.Member,
            ILocalReferenceOperation local => MemberAssignedFrom(local.Local, call),
            _ => null,
        };

    private static bool IsOfTensor(IInvocationOperation call, TorchSymbols torch) =>
        call.Instance is IInstanceReferenceOperation
        && RegistryApi.MethodOf(call.TargetMethod, torch) is { Replaces: false, Registry: StateKind.Buffer or StateKind.Parameter };

    private static IOperation? Bare(IOperation? value) =>
        value is IConversionOperation conversion ? Bare(conversion.Operand) : value;

    private static ISymbol? MemberAssignedFrom(ILocalSymbol local, IInvocationOperation call)
    {
        IOperation block = call;
        while (block.Parent is not null)
        {
            block = block.Parent;
        }

        ISimpleAssignmentOperation[] assignments = [.. block.Descendants().OfType<ISimpleAssignmentOperation>()];
        bool isReassigned = assignments.Any(assignment =>
            assignment.Target is ILocalReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Local, local));
        return isReassigned
            ? null
            : assignments
                .Where(assignment => Bare(assignment.Value) is ILocalReferenceOperation value && SymbolEqualityComparer.Default.Equals(value.Local, local))
                .Select(static assignment => assignment.Target)
                .OfType<IMemberReferenceOperation>()
                .Where(static target => target.Instance is IInstanceReferenceOperation)
                .Select(static target => target.Member)
                .FirstOrDefault();
    }
}
