using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What a registration, by reflection or by hand, does to the registry of the object under construction.</summary>
internal sealed class RegistrySteps(INamedTypeSymbol type, TorchSymbols torch)
{
    private readonly ReflectedMember[] _members =
        [.. ReflectedMembers.OfChain(type, torch).Select(member => new ReflectedMember(member, torch))];

    /// <summary>
    /// The reflection of TorchSharp, which runs once and looks at every field of every level. A name that is taken keeps what
    /// it has, whether that is the field's value or not.
    /// </summary>
    public ConstructionState RegisterComponents(SyntaxNode call, ConstructionState state)
    {
        if (state.ComponentsRegistered == Certainty.Yes)
        {
            return state;
        }

        ConstructionState current = state;
        foreach (ReflectedMember member in _members)
        {
            TrackedMember known = state[member.Symbol];
            StateKind? registry = known.Holds ?? member.Kind;
            Certainty present = state.ComponentsRegistered == Certainty.No || known.Assigned == Certainty.No
                ? known.Assigned
                : Certainty.Unknown;
            if (present == Certainty.No || (known.Holds is null && member.IsGeneral))
            {
                continue;
            }

            RegistryEntry? taken = registry is { } which ? current.Find(which, member.Key) : null;
            current = current.With(taken is not null
                ? taken with { Present = taken.IsCertain ? Certainty.Yes : present }
                : new RegistryEntry(
                    known.Holds, member.Key, member.Symbol, Persistent: true, RegistrationRoute.RegisterComponents, present, call));
        }

        return current.WithComponentsRegistered(Certainty.Yes, call);
    }

    /// <summary>A <c>register_*</c> call on <c>this</c>.</summary>
    public ConstructionState Register(IInvocationOperation call, StateKind registry, ConstructionState state)
    {
        string? key = RegistryApi.NameOf(call);
        return state.With(new RegistryEntry(
            registry,
            key,
            MemberOf(RegistryApi.ValueOf(call), key),
            RegistryApi.IsPersistent(call) ?? true,
            RegistrationRoute.Call,
            Certainty.Yes,
            call.Syntax));
    }

    /// <summary><c>_internal_submodules.Remove("fc")</c> and the like.</summary>
    public ConstructionState Edit(RegistryEdit edit, SyntaxNode site, ConstructionState state)
    {
        string? key = edit.Key?.ConstantValue is { HasValue: true, Value: string name } ? name : null;
        if (edit.Value is not null)
        {
            return state.With(new RegistryEntry(
                edit.Registry, key, MemberOf(edit.Value, key), Persistent: true, RegistrationRoute.Call, Certainty.Yes, site));
        }

        bool isOfRegistry(RegistryEntry entry) => entry.Registry == edit.Registry || entry.Registry is null;
        return edit.Key is null || key is not null
            ? state.Without(entry => isOfRegistry(entry) && (key is null || entry.Key == key), Certainty.No)
                .Without(entry => isOfRegistry(entry) && key is not null && entry.Key is null, Certainty.Unknown)
            : state.Without(isOfRegistry, Certainty.Unknown);
    }

    /// <summary>The member that the registered value comes from or goes to, or else the one that is called like the entry.</summary>
    private ISymbol? MemberOf(IOperation? value, string? key) =>
        RegisterCalls.MemberOf(value)
        ?? (key is null ? null : Array.Find(_members, member => member.Symbol.Name == key || member.Key == key)?.Symbol);

    /// <summary>One of the members of the object, which are asked about at every registration.</summary>
    private sealed class ReflectedMember(ISymbol symbol, TorchSymbols torch)
    {
        public ISymbol Symbol { get; } = symbol;

        public string Key { get; } = ReflectedMembers.KeyOf(symbol, torch);

        /// <summary>Of its declared type.</summary>
        public StateKind? Kind { get; } = MemberClassifier.TypeOf(symbol) is { } held ? StateTypes.KindOf(held, torch) : null;

        public bool IsGeneral { get; } = MemberClassifier.TypeOf(symbol) is { } held && ReflectedMembers.IsGeneral(held);
    }
}
