using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>One assignment of a member.</summary>
/// <param name="Value">What is assigned, null where it cannot be told.</param>
/// <param name="Site">Where.</param>
/// <param name="AtConstruction">In an initialiser, a constructor, or a helper that only constructors call.</param>
/// <param name="In">The method around it.</param>
internal sealed record MemberWrite(IOperation? Value, SyntaxNode Site, bool AtConstruction, ISymbol In);

/// <summary>What the program does with a member over the life of a module: who writes it, and where its tensor goes.</summary>
internal sealed class MemberHistory(RegistrationOracle oracle)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _constructing = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<MemberWrite>> _writes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, TensorUse> _uses = new(SymbolEqualityComparer.Default);

    /// <summary>All assignments, the initialiser included.</summary>
    public ImmutableArray<MemberWrite> WritesOf(ISymbol member, CancellationToken cancellationToken) =>
        _writes.GetOrAdd(member.OriginalDefinition, found => FindWrites(found, cancellationToken));

    private ImmutableArray<MemberWrite> FindWrites(ISymbol member, CancellationToken cancellationToken)
    {
        var writes = ImmutableArray.CreateBuilder<MemberWrite>();
        if (InitialState.ValueOf(member) is { } initial && oracle.Bodies.OperationOf(initial) is { } value)
        {
            writes.Add(new MemberWrite(value, initial, true, member));
        }

        foreach (MemberReference reference in oracle.Uses.WritesOf(member, cancellationToken))
        {
            if (WriteOf(reference, member) is { } write)
            {
                writes.Add(write);
            }
        }

        return writes.ToImmutable();
    }

    /// <summary>What becomes of the tensor outside of construction, the strongest of all uses.</summary>
    public TensorUse UseOf(ISymbol member, CancellationToken cancellationToken) =>
        _uses.GetOrAdd(member.OriginalDefinition, found => oracle.Uses.Of(found, cancellationToken)
            .Where(reference => !LocalFlow.IsTarget(reference.Operation)
                && !GeneratedFile.Declares(reference.In)
                && !IsConstruction(reference.In, cancellationToken))
            .Select(reference => oracle.TensorUses.Classify(reference.Operation))
            .DefaultIfEmpty(TensorUse.Neutral)
            .Max());

    /// <summary>
    /// Overwritten while the module runs: what it held at registration was never meant to stay. A method that the constructor
    /// calls too does not make it so.
    /// </summary>
    public bool IsTransient(ISymbol member, CancellationToken cancellationToken) =>
        WritesOf(member, cancellationToken).Any(write =>
            !write.AtConstruction
            && (write.Value is null || !Operations.IsNull(write.Value))
            && !IsCalledByConstructor(write.In, cancellationToken));

    private bool IsCalledByConstructor(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not "forward" } method
        && oracle.Uses.Callers(method, cancellationToken).Any(caller =>
            caller is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, method.ContainingType));

    /// <summary>Constructors, initialisers, and helpers that nothing else calls: a public <c>ResetParameters()</c> is mostly one.</summary>
    public bool IsConstruction(ISymbol symbol, CancellationToken cancellationToken) =>
        IsConstruction(symbol, ImmutableHashSet<ISymbol>.Empty, cancellationToken);

    private bool IsConstruction(ISymbol symbol, ImmutableHashSet<ISymbol> callees, CancellationToken cancellationToken) =>
        symbol is not IMethodSymbol method
        || method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
        || (method is { MethodKind: MethodKind.Ordinary } && IsOnlyForConstruction(method, callees, cancellationToken));

    /// <summary>A method that only calls itself is not construction; what a cycle leaves open is not remembered.</summary>
    private bool IsOnlyForConstruction(IMethodSymbol method, ImmutableHashSet<ISymbol> callees, CancellationToken cancellationToken)
    {
        if (_constructing.TryGetValue(method, out bool known))
        {
            return known;
        }

        if (callees.Contains(method, SymbolEqualityComparer.Default))
        {
            return false;
        }

        // What TorchSharp calls, it calls at any time: whoever else calls a forward is not looked for.
        bool only = !Overridden(method).Any(declared => oracle.Torch.IsStock(declared.ContainingType))
            && IsCalledByConstructionOnly(method, callees, cancellationToken);
        if (callees.IsEmpty)
        {
            _constructing[method] = only;
        }

        return only;
    }

    /// <summary>An override is called by whoever calls what it overrides; that it calls its base's makes it no caller of its own.</summary>
    private bool IsCalledByConstructionOnly(IMethodSymbol method, ImmutableHashSet<ISymbol> callees, CancellationToken cancellationToken)
    {
        IMethodSymbol[] declarations = [.. Overridden(method)];
        ISymbol[] callers =
        [
            .. declarations.SelectMany(declared => oracle.Uses.Callers(declared, cancellationToken))
                .Where(caller => !declarations.Contains(caller.OriginalDefinition, SymbolEqualityComparer.Default))
        ];
        return callers.Length > 0 && callers.All(caller => IsConstruction(caller, callees.Add(method), cancellationToken));
    }

    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current.OriginalDefinition;
        }
    }

    private MemberWrite? WriteOf(MemberReference reference, ISymbol member)
    {
        IOperation operation = reference.Operation;
        bool construction = IsConstruction(reference.In, CancellationToken.None);
        for (IOperation current = operation; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case ITupleOperation or IConversionOperation:
                    continue;
                case IAssignmentOperation assignment when assignment.Target == current:
                    // count += 1 gives it what the operator makes.
                    IOperation? value = assignment is ICompoundAssignmentOperation
                        ? assignment
                        : Operations.Targets(assignment).FirstOrDefault(pair => LocalFlow.Mentions(pair.Target, member)).Value;
                    return new MemberWrite(value, assignment.Syntax, construction, reference.In);
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument:
                    return new MemberWrite(null, argument.Syntax, construction, reference.In);
                default:
                    return null;
            }
        }

        return null;
    }
}
