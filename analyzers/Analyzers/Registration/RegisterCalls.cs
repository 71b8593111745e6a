using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// All <c>register_*</c> calls in a class and its bases, wherever they stand: names that are built in a loop cannot be told
/// apart, so such a call speaks for every member it could mean.
/// </summary>
internal sealed class RegisterCalls
{
    private static readonly ConditionalWeakTable<RegistrationOracle, ConcurrentDictionary<INamedTypeSymbol, RegisterCalls>> s_calls = new();

    private readonly INamedTypeSymbol _type;
    private readonly ImmutableArray<IInvocationOperation> _calls;
    private readonly ImmutableArray<IInvocationOperation> _handedOver;

    private RegisterCalls(
        INamedTypeSymbol type, ImmutableArray<IInvocationOperation> calls, ImmutableArray<IInvocationOperation> handedOver)
    {
        _type = type;
        _calls = calls;
        _handedOver = handedOver;
    }

    /// <summary>The calls that hand the module to somebody who registers in it, or may; those of the bases included.</summary>
    public IEnumerable<IInvocationOperation> ByOthers => _handedOver;

    /// <summary>The complete calls on <c>this</c>, those of the bases included.</summary>
    public IEnumerable<IInvocationOperation> OnThis =>
        _calls.Where(call => call.Instance is IInstanceReferenceOperation && !call.Syntax.ContainsDiagnostics && IsInChain(call.Syntax));

    /// <summary>The complete calls on <c>this</c> that stand in the class itself.</summary>
    public IEnumerable<IInvocationOperation> Own => OnThis.Where(call => RegistrationOracle.IsIn(call.Syntax, _type));

    public static RegisterCalls Of(INamedTypeSymbol type, RegistrationOracle oracle) =>
        s_calls.GetValue(oracle, static _ => new(SymbolEqualityComparer.Default))
            .GetOrAdd(type.OriginalDefinition, added => new RegisterCalls(
                added, [.. Find(added, oracle)], [.. Chain(added, oracle).SelectMany(current => HandedOver.In(current, oracle))]));

    /// <summary>Whether one of them can mean the member.</summary>
    public bool Name(ISymbol member, RegistrationOracle oracle)
    {
        string key = ReflectedMembers.KeyOf(member, oracle.Torch);
        return _calls.Any(call => Speaks(call, member, key, oracle.Torch)) || IsNamedToOthers(member, key);
    }

    /// <summary>Whether one of them can register what the member holds. A tensor that is computed of it is another.</summary>
    public bool Register(ISymbol member, RegistrationOracle oracle)
    {
        string key = ReflectedMembers.KeyOf(member, oracle.Torch);
        return _calls.Any(call => Speaks(call, member, key, oracle.Torch)
            && (RegistryApi.NameOf(call) is not { } name || name == member.Name || name == key || !RegistersResult(call, oracle)))
            || IsNamedToOthers(member, key);
    }

    private bool IsNamedToOthers(ISymbol member, string key) => _handedOver.Any(call => HandedOver.Speaks(call, member, key));

    /// <summary><c>register_buffer("mask", child.Mask.clone())</c>, <c>register_buffer("rest", 1 - betas)</c>.</summary>
    private static bool RegistersResult(IInvocationOperation call, RegistrationOracle oracle) =>
        RegistryApi.ValueOf(call) is { } value
        && PossibleValues.Of(value, oracle.Bodies)
            .All(possible => TensorApi.IsComputed(Operations.Unwrap(possible.Operation), oracle.Torch));

    /// <summary>
    /// The member of <c>this</c> that holds the registered component: the one that is passed, or that gets the same local.
    /// </summary>
    public static ISymbol? MemberOf(IOperation? value) =>
        value is null ? null : Operations.Unwrap(value) switch
        {
            IAssignmentOperation assignment => MemberOfThis.In(assignment.Target),
            ILocalReferenceOperation local => MemberOfThis.AssignedFrom(local),
            var other => MemberOfThis.In(other),
        };

    /// <summary>In a class inside the class, <c>this</c> is another object.</summary>
    private bool IsInChain(SyntaxNode call) =>
        ModuleClassifier.Ancestors(_type).Prepend(_type).Any(current => RegistrationOracle.IsIn(call, current.OriginalDefinition));

    private static bool Speaks(IInvocationOperation call, ISymbol member, string key, TorchSymbols torch)
    {
        string? name = RegistryApi.NameOf(call);
        if (name is not null && (name == member.Name || name == key))
        {
            return true;
        }

        IOperation? value = RegistryApi.ValueOf(call);
        if (value is null)
        {
            return false;
        }

        // Whatever the value is made of may be the member: an element of it, a local copy, a container around it.
        return value.DescendantsAndSelf().Any(part => Names(part, member))
            || value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(local => LocalFlow.IsPartOf(local, member))
            || (name is null
                && torch.IsTensorLike(Operations.Unwrap(value).Type ?? torch.Tensor)
                && Operations.Unwrap(value) is not IObjectCreationOperation
                && MayHold(member, torch));
    }

    private static bool Names(IOperation part, ISymbol member) =>
        part is IMemberReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member.OriginalDefinition);

    private static bool MayHold(ISymbol member, TorchSymbols torch) =>
        MemberClassifier.TypeOf(member) is { } type && torch.IsTensorLike(type);

    private static IEnumerable<IInvocationOperation> Find(INamedTypeSymbol type, RegistrationOracle oracle) =>
        Chain(type, oracle)
            .SelectMany(static current => current.OriginalDefinition.DeclaringSyntaxReferences)
            .SelectMany(static reference => CallsIn(reference.GetSyntax()))
            .Where(static call => NameOf(call) is { } name && RegistryApi.IsNameOfRegisterMethod(name))
            .Select(oracle.Bodies.OperationOf)
            .OfType<IInvocationOperation>()
            .Where(call => RegistryApi.RegistryOf(call.TargetMethod, oracle.Torch) is not null);

    private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type, RegistrationOracle oracle) =>
        ModuleClassifier.Ancestors(type).Prepend(type).TakeWhile(current => !oracle.Torch.IsStock(current));

    private static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode type) =>
        type.DescendantNodes().OfType<InvocationExpressionSyntax>();

    private static string? NameOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
}
