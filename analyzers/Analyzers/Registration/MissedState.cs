using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// Whether something holds state that a move would miss, if it were not registered. One question, asked of a member, of the
/// class of a child, of an element of a collection and of what a helper returns. Much is left out on purpose: caches that are
/// moved by hand, layers without state, a tied head that somebody else owns.
/// </summary>
internal sealed class MissedState(RegistrationOracle oracle)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, Certainty> _classes = new(SymbolEqualityComparer.Default);

    /// <summary>Whether leaving <paramref name="member"/> out while it holds <paramref name="value"/> is a mistake.</summary>
    public bool IsIn(ISymbol member, IOperation? value, CancellationToken cancellationToken, TensorUse least = TensorUse.Meets)
    {
        if (MemberClassifier.TypeOf(member) is not { } declared)
        {
            return false;
        }

        ValueOrigin origin = ValueOrigin.Of(value, oracle);
        ITypeSymbol type = origin.Type ?? declared;
        return (StateTypes.KindOf(declared, oracle.Torch) ?? StateTypes.KindOf(type, oracle.Torch)) switch
        {
            StateKind.Submodule =>
                origin.IsFresh && OfModule(value, type, cancellationToken) == Certainty.Yes && !IsMovedByHand(member, cancellationToken),
            StateKind.Parameter => origin.IsFresh,
            StateKind.Buffer when origin.IsFresh && oracle.Torch.IsParameter(type) => true,
            StateKind.Buffer => origin is { Kind: OriginKind.Fresh or OriginKind.Parameter, Pinned: false, Scalar: false }
                && StaysBehind(member, cancellationToken, least),
            _ => false,
        };
    }

    /// <summary>Whether a module or parameter that is made here would be lost with the container that it is put into.</summary>
    public bool IsInElement(IOperation element, CancellationToken cancellationToken) =>
        ValueOrigin.Of(element, oracle) is { IsFresh: true, Type: var type }
        && (element.Type ?? type) is { } made
        && (oracle.Torch.IsParameter(made)
            || ((oracle.Torch.IsModule(made) || oracle.Torch.IsModuleInterface(made))
                && OfModule(element, made, cancellationToken) == Certainty.Yes));

    /// <summary>Whether a tensor that does not move with the module is used as if it did.</summary>
    public bool StaysBehind(ISymbol member, CancellationToken cancellationToken, TensorUse least = TensorUse.Meets) =>
        oracle.Members.UseOf(member, cancellationToken) is var use
        && use != TensorUse.Managed
        && use >= least
        && !oracle.Members.IsTransient(member, cancellationToken);

    /// <summary>A declared buffer, unless every use moves it all the same, as one does that was converted.</summary>
    private bool IsMeantToMove(ISymbol member, CancellationToken cancellationToken) =>
        StateAttribute.IsAny(member) && oracle.Members.UseOf(member, cancellationToken) is not (TensorUse.Moved or TensorUse.Managed);

    /// <summary>Of a module that is made here: by its classes, and for a container by what is put into it.</summary>
    public Certainty OfModule(IOperation? value, ITypeSymbol declared, CancellationToken cancellationToken)
    {
        ModuleClasses classes = ModuleClasses.Of(value, oracle);
        IReadOnlyList<ITypeSymbol> types = classes.Types.Count > 0 ? classes.Types : [declared];
        var known =
            types.Select(type => Layers.IsContainer(type, oracle.Torch) && value is not null
                ? OfContainer(value, cancellationToken)
                : OfClass(type, cancellationToken)).ToList();
        return classes.AreAlternatives && known.Contains(Certainty.Yes) ? Certainty.Yes
            : known.All(certainty => certainty == known[0]) ? known[0]
            : Certainty.Unknown;
    }

    /// <summary>Of an object of a class of which no more is known.</summary>
    public Certainty OfClass(ITypeSymbol type, CancellationToken cancellationToken) => OfClass(type, [], cancellationToken);

    private Certainty OfClass(ITypeSymbol type, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken)
    {
        if (type is not INamedTypeSymbol named)
        {
            return type is ITypeParameterSymbol ? Certainty.Yes : Certainty.No;
        }

        if (ClassOrigins.IsGeneral(named, oracle.Torch))
        {
            return Certainty.Unknown;
        }

        if (oracle.Torch.IsStock(named))
        {
            return Layers.NeedsRegistration(named) ? Certainty.Yes : Certainty.No;
        }

        INamedTypeSymbol definition = named.OriginalDefinition;
        if (_classes.TryGetValue(definition, out Certainty known))
        {
            return known;
        }

        if (!visited.Add(definition))
        {
            return Certainty.No;
        }

        Certainty answer = OfOwnClass(definition, visited, cancellationToken);
        if (visited.Count == 1 || answer == Certainty.Yes)
        {
            _classes[definition] = answer;
        }

        visited.Remove(definition);
        return answer;
    }

    private Certainty OfOwnClass(INamedTypeSymbol type, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken)
    {
        if (!oracle.Bodies.HasSourceOf(type))
        {
            return Certainty.Yes;
        }

        bool open = false;
        foreach (ISymbol member in ModuleClassifier.Ancestors(type).Prepend(type)
            .TakeWhile(current => !oracle.Torch.IsStock(current))
            .SelectMany(static current => MemberClassifier.Candidates(current.OriginalDefinition))
            .Where(static member => MemberClassifier.HoldsValue(member)
                && StateAttribute.Of(member).All(static attribute => attribute.Kind != StateAttributeKind.NotRegistered)))
        {
            switch (OfMember(member, visited, cancellationToken))
            {
                case Certainty.Yes:
                    return Certainty.Yes;
                case Certainty.Unknown:
                    open = true;
                    break;
            }
        }

        // Over Sequential and its like there is what is handed to the base constructor.
        open |= ModuleClassifier.Ancestors(type).Any(ancestor => Layers.IsContainer(ancestor, oracle.Torch));
        return open ? Certainty.Unknown : Certainty.No;
    }

    private Certainty OfMember(ISymbol member, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken)
    {
        ITypeSymbol declared = MemberClassifier.TypeOf(member)!;
        return StateTypes.KindOf(declared, oracle.Torch) switch
        {
            StateKind.Parameter => Certainty.Yes,
            StateKind.Buffer =>
                IsMeantToMove(member, cancellationToken) || StaysBehind(member, cancellationToken) ? Certainty.Yes : Certainty.No,
            StateKind.Submodule => OfValues(member, declared, visited, cancellationToken),
            _ when ReflectedMembers.IsGeneral(declared) => OfValues(member, null, visited, cancellationToken),
            _ when StateHolder.Describe(declared, oracle.Torch) is { Holds: not StateKind.Buffer, Element: var element } =>
                oracle.Torch.IsParameter(element)
                    ? Certainty.Yes
                    : OfElements(member, ReflectedMembers.IsGeneral(element) ? null : element, visited, cancellationToken),
            _ => Certainty.No,
        };
    }

    private Certainty OfValues(ISymbol member, ITypeSymbol? declared, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken) =>
        OfTypes(
            oracle.Members.WritesOf(member, cancellationToken)
                .Where(static write => write.Value is null || !Operations.IsNull(write.Value))
                .Select(write => ModuleClasses.Of(write.Value, oracle)),
            declared,
            visited,
            cancellationToken);

    private Certainty OfElements(ISymbol member, ITypeSymbol? element, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken) =>
        OfTypes(
            HeldElements.AllOf(member, oracle, cancellationToken).Select(value => ModuleClasses.Of(value, oracle)),
            element,
            visited,
            cancellationToken);

    private Certainty OfTypes(
        IEnumerable<ModuleClasses> values, ITypeSymbol? declared, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken)
    {
        var types = values.SelectMany(classes => classes.Types.Count > 0 ? classes.Types : declared is null ? [] : [declared]).ToList();
        if (types.Count == 0 && declared is not null)
        {
            types.Add(declared);
        }

        var known = types.Select(type => OfHeld(type, visited, cancellationToken)).ToList();
        return known.Contains(Certainty.Yes) ? Certainty.Yes : known.Contains(Certainty.Unknown) ? Certainty.Unknown : Certainty.No;
    }

    /// <summary>Behind <c>object</c> there may be a tensor as well as a module.</summary>
    private Certainty OfHeld(ITypeSymbol type, HashSet<ITypeSymbol> visited, CancellationToken cancellationToken) =>
        oracle.Torch.IsModule(type) || oracle.Torch.IsModuleInterface(type) ? OfClass(type, visited, cancellationToken)
        : oracle.Torch.IsParameter(type) ? Certainty.Yes
        : Certainty.No;

    /// <summary>
    /// A container is worth what is made for it: elements that are registered elsewhere, or have no state, are not lost with it.
    /// </summary>
    private Certainty OfContainer(IOperation value, CancellationToken cancellationToken)
    {
        var elements = HeldElements.InContainer(value, oracle).ToList();
        return elements.Count == 0 ? Certainty.Yes
            : elements.Any(element => IsInElement(element, cancellationToken)) ? Certainty.Yes
            : Certainty.No;
    }

    private bool IsMovedByHand(ISymbol member, CancellationToken cancellationToken) =>
        oracle.Uses.Of(member, cancellationToken).Any(reference =>
        {
            IOperation operation = reference.Operation;
            while (operation.Parent is IConversionOperation or IArgumentOperation)
            {
                operation = operation.Parent;
            }

            return operation.Parent is IInvocationOperation { TargetMethod: var method } call
                && ModuleApi.Moving.Contains(method, oracle.Torch)
                && ModuleApi.ReceiverOf(call) is { } receiver
                && LocalFlow.Mentions(receiver, member)
                && !oracle.Members.IsConstruction(reference.In, cancellationToken);
        });
}
