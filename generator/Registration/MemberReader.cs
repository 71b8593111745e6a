using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>Reads one member after another: whether it is state, and what is wrong with it.</summary>
/// <param name="torch">TorchSharp's types.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class MemberReader(TorchSymbols torch, ICollection<DeclarationProblem> problems)
{
    /// <summary>Null where <paramref name="member"/> is not state of its class.</summary>
    public StateMember? Read(ISymbol member)
    {
        ITypeSymbol type = MemberClassifier.TypeOf(member)!;
        ImmutableArray<StateAttribute> attributes = StateAttribute.Of(member);
        StateAttribute? attribute = attributes.FirstOrDefault();
        ReadFieldTarget(member);

        if (attributes.Length > 1)
        {
            Contradicts(member, $"both [{attributes[0].DisplayName}] and [{attributes[1].DisplayName}]");
        }

        if (MemberClassifier.ShownByBase(member, torch) is { } shown)
        {
            ReadOverride(member, attribute, shown);
            return null;
        }

        if (attribute?.Kind == StateAttributeKind.NotRegistered)
        {
            ReadPartialProperty(member);
            return null;
        }

        StateType? held = StateTypes.Describe(type, torch);
        if (attribute is not null && held?.Kind != attribute.StateKind)
        {
            if (attributes.Length == 1)
            {
                ReadUnfit(member, attribute, type, held);
            }

            return null;
        }

        bool isState = attribute is not null
            || (held is { IsCollection: false, Kind: not StateKind.Buffer } && MemberClassifier.HoldsValue(member));
        if (!isState)
        {
            return null;
        }

        var state = new StateMember(member, held!, type, MemberClassifier.KeyOf(member, attribute, torch), attribute);
        if (attributes.Length <= 1)
        {
            ReadState(state);
        }

        return state;
    }

    /// <summary><c>[field: Buffer]</c> lands where the generator does not get to see it.</summary>
    private void ReadFieldTarget(ISymbol member)
    {
        if (member is IPropertySymbol property
            && MemberClassifier.BackingField(property) is { } backing
            && StateAttribute.Of(backing) is [var attribute, ..])
        {
            CannotHold(member, "marked on its backing field", $"write [{attribute.DisplayName}] without 'field:'");
        }
    }

    private void ReadState(StateMember state)
    {
        if (StateHolding.Obstacle(state) is var (obstacle, remedy))
        {
            CannotHold(state.Symbol, obstacle, remedy);
        }

        ReadLanguage(state.Symbol);
        if (state.Attribute is { HasKey: true, Key: var key }
            && MemberClassifier.ComponentNameOf(state.Symbol, torch) is { } componentName
            && componentName != key)
        {
            Contradicts(state.Symbol, $"the key \"{key}\" and [ComponentName(Name = \"{componentName}\")]");
        }

        if (state.Recipe is { } recipe && RecipeResolver.Problem(state, recipe, torch) is { } missing)
        {
            problems.Add(new DeclarationProblem(DeclarationRule.RecipeNotCallable, state.Symbol, recipe, state.Symbol.Name, missing));
        }
    }

    /// <summary>An override holds the value of state that a base class declares and shows, under the base's key and options.</summary>
    private void ReadOverride(ISymbol member, StateAttribute? attribute, StateMember shown)
    {
        string declared = $"{shown.Symbol.ContainingType.Name}.{shown.Symbol.Name}";
        if (attribute is { Kind: StateAttributeKind.NotRegistered })
        {
            Contradicts(member, $"[NotRegistered] and overrides '{declared}', which is state");
        }
        else if (attribute is { HasArguments: true })
        {
            Contradicts(member, $"a key or options, and overrides '{declared}', which has its own");
        }
        else if (attribute is not null && attribute.StateKind != shown.Kind)
        {
            ReadUnfit(member, attribute, shown.Type, shown.Held);
        }
        else if (attribute is not null && !MemberClassifier.HoldsValue(member))
        {
            CannotHold(member, "computed", "remove the attribute");
        }

        ReadPartialProperty(member);
    }

    /// <summary>What the generator has to implement but does not register has to be implementable all the same.</summary>
    private void ReadPartialProperty(ISymbol member)
    {
        if (member is IPropertySymbol property && MemberClassifier.IsLeftToGenerator(property))
        {
            ReadLanguage(member);
            if (StateHolding.ObstacleToImplement(property) is var (obstacle, remedy))
            {
                CannotHold(member, obstacle, remedy);
            }
        }
    }

    private void ReadLanguage(ISymbol member)
    {
        if (member is IPropertySymbol { IsPartialDefinition: true } && !MemberClassifier.SupportsPartialProperties(member))
        {
            problems.Add(new DeclarationProblem(DeclarationRule.PartialPropertyNeedsCSharp13, member, member.Name));
        }
    }

    private void ReadUnfit(ISymbol member, StateAttribute attribute, ITypeSymbol type, StateType? held)
    {
        if (!StateTypes.IsUnknown(type))
        {
            problems.Add(new DeclarationProblem(
                DeclarationRule.TypeDoesNotFit,
                member,
                member.Name,
                attribute.DisplayName,
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                StateTypes.Fitting(attribute.StateKind!.Value),
                held is null ? "remove the attribute, or change the type" : $"use [{held.Kind}], or change the type"));
        }
    }

    private void CannotHold(ISymbol member, string obstacle, string remedy) =>
        problems.Add(new DeclarationProblem(DeclarationRule.MustHoldItsValue, member, member.Name, obstacle, remedy));

    private void Contradicts(ISymbol member, string contradiction) =>
        problems.Add(new DeclarationProblem(DeclarationRule.ContradictoryAttributes, member, member.Name, contradiction));
}
