using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>What can be wrong with a single state member.</summary>
internal static class MemberValidator
{
    public static IEnumerable<DeclarationProblem> Validate(INamedTypeSymbol type, TorchSymbols torch) =>
        MemberClassifier.Candidates(type).SelectMany(member => Validate(member, torch));

    private static IEnumerable<DeclarationProblem> Validate(ISymbol member, TorchSymbols torch)
    {
        if (member is IPropertySymbol auto && MemberClassifier.BackingField(auto) is { } backing && StateAttribute.IsAny(backing))
        {
            yield return new DeclarationProblem(
                DeclarationRule.MustHoldItsValue,
                member,
                member.Name,
                "marked on its backing field",
                $"write [{StateAttribute.Of(backing)[0].DisplayName}] without 'field:'");
        }

        ImmutableArray<StateAttribute> attributes = StateAttribute.Of(member);
        if (attributes.Length > 1)
        {
            yield return new DeclarationProblem(
                DeclarationRule.ContradictoryAttributes,
                member,
                member.Name,
                $"both [{attributes[0].DisplayName}] and [{attributes[1].DisplayName}]");
            yield break;
        }

        StateAttribute? attribute = attributes.FirstOrDefault();
        if (attribute?.Kind == StateAttributeKind.NotRegistered || MemberClassifier.TypeOf(member) is not { } type || IsUnknown(type))
        {
            yield break;
        }

        if (attribute is not null && Unfit(attribute, type, torch) is var (reason, remedy))
        {
            yield return new DeclarationProblem(
                DeclarationRule.TypeDoesNotFit,
                member,
                member.Name,
                attribute.DisplayName,
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                reason,
                remedy);
            yield break;
        }

        if (MemberClassifier.Classify(member, torch) is not { } state)
        {
            yield break;
        }

        if (Unholdable(state) is var (obstacle, way))
        {
            yield return new DeclarationProblem(DeclarationRule.MustHoldItsValue, member, member.Name, obstacle, way);
        }

        if (member is IPropertySymbol { IsPartialDefinition: true } && !SupportsPartialProperties(member))
        {
            yield return new DeclarationProblem(DeclarationRule.PartialPropertyNeedsCSharp13, member, member.Name);
        }

        if (attribute is { HasKey: true, Key: var key }
            && MemberClassifier.ComponentNameOf(member, torch) is { } componentName
            && componentName != key)
        {
            yield return new DeclarationProblem(
                DeclarationRule.ContradictoryAttributes,
                member,
                member.Name,
                $"the key \"{key}\" and [ComponentName(Name = \"{componentName}\")]");
        }

        if (state.Recipe is { } recipe && RecipeResolver.Problem(state, recipe, torch) is { } missing)
        {
            yield return new DeclarationProblem(DeclarationRule.RecipeNotCallable, member, recipe, member.Name, missing);
        }
    }

    /// <summary>A type that the compiler does not know has its own error.</summary>
    private static bool IsUnknown(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => IsUnknown(array.ElementType),
            INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(IsUnknown),
            _ => false,
        };

    private static (string Reason, string Remedy)? Unfit(StateAttribute attribute, ITypeSymbol type, TorchSymbols torch)
    {
        StateKind expected = MemberClassifier.KindOf(attribute.Kind)!.Value;
        StateKind? actual = StateTypes.Describe(type, torch)?.Kind;
        if (actual == expected)
        {
            return null;
        }

        string reason = expected switch
        {
            StateKind.Buffer => "a buffer is a torch.Tensor",
            StateKind.Parameter => "a parameter is a TorchSharp.Modules.Parameter",
            _ => "a submodule derives from torch.nn.Module",
        };
        return (reason, actual is null ? "remove the attribute, or change the type" : $"use [{actual}], or change the type");
    }

    /// <summary>A collection is not assigned by a move, its elements are; a module moves in place.</summary>
    private static (string Obstacle, string Remedy)? Unholdable(StateMember state)
    {
        switch (state.Symbol)
        {
            case IFieldSymbol { IsConst: true }:
                return ("const", "make it an instance field");
            case { IsStatic: true }:
                return ("static", "remove 'static'");
            case IPropertySymbol { IsAbstract: true }:
                return ("abstract", "put the attribute on the property that holds the value");
            case IPropertySymbol { IsIndexer: true }:
                return ("an indexer", "put the attribute on the field behind it");
            case IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 }:
                return ("an explicit interface implementation", "put the attribute on a field");
            case IPropertySymbol { GetMethod: null }:
                return ("write-only", "put the attribute on the field behind it");
            case IPropertySymbol when !MemberClassifier.HoldsValue(state.Symbol):
                return ("computed", "put the attribute on the field behind it");
        }

        bool mustBeAssignable = state.Symbol is IPropertySymbol { IsPartialDefinition: true }
            || (state.Kind != StateKind.Submodule && state.Shape == StateShape.Single);
        if (!mustBeAssignable || MemberClassifier.IsAssignable(state.Symbol))
        {
            return null;
        }

        return state.Symbol switch
        {
            IFieldSymbol => ("readonly", "remove 'readonly'"),
            IPropertySymbol { SetMethod: null } => ("get-only", "add a setter, a private one will do"),
            _ => ("init-only", "change 'init' to 'set'"),
        };
    }

    private static bool SupportsPartialProperties(ISymbol member) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is not CSharpParseOptions options
        || options.LanguageVersion >= LanguageVersion.CSharp13;
}
