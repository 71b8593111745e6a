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
        ImmutableArray<StateAttribute> attributes = StateAttribute.Of(member);
        if (MemberClassifier.TypeOf(member) is not { TypeKind: not TypeKind.Error } type)
        {
            yield break;
        }

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
        if (attribute?.Kind == StateAttributeKind.NotRegistered)
        {
            yield break;
        }

        if (attribute is not null && Unfit(attribute, type, torch) is { } reason)
        {
            yield return new DeclarationProblem(
                DeclarationRule.TypeDoesNotFit, member, member.Name, attribute.DisplayName, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), reason);
            yield break;
        }

        if (MemberClassifier.Classify(member, torch) is not { } state)
        {
            yield break;
        }

        if (Unholdable(state) is { } obstacle)
        {
            yield return new DeclarationProblem(DeclarationRule.MustHoldItsValue, member, member.Name, obstacle);
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

    private static string? Unfit(StateAttribute attribute, ITypeSymbol type, TorchSymbols torch)
    {
        StateKind expected = MemberClassifier.KindOf(attribute.Kind)!.Value;
        if (StateTypes.Describe(type, torch) is var (kind, _) && kind == expected)
        {
            return null;
        }

        return expected switch
        {
            StateKind.Buffer => "a buffer is a torch.Tensor",
            StateKind.Parameter => "a parameter is a TorchSharp.Modules.Parameter",
            _ => "a submodule derives from torch.nn.Module",
        };
    }

    /// <summary>A collection is not assigned by a move, its elements are; a module moves in place.</summary>
    private static string? Unholdable(StateMember state)
    {
        switch (state.Symbol)
        {
            case IFieldSymbol { IsConst: true }:
                return "const";
            case { IsStatic: true }:
                return "static";
            case IPropertySymbol { IsAbstract: true }:
                return "abstract";
            case IPropertySymbol { IsIndexer: true }:
                return "an indexer";
            case IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 }:
                return "an explicit interface implementation";
            case IPropertySymbol { GetMethod: null }:
                return "write-only";
            case IPropertySymbol when !MemberClassifier.HoldsValue(state.Symbol):
                return "computed";
        }

        bool mustBeAssignable = state.Symbol is IPropertySymbol { IsPartialDefinition: true }
            || (state.Kind != StateKind.Submodule && state.Shape == StateShape.Single);
        if (!mustBeAssignable || MemberClassifier.IsAssignable(state.Symbol))
        {
            return null;
        }

        return state.Symbol switch
        {
            IFieldSymbol => "readonly",
            IPropertySymbol { SetMethod: null } => "get-only",
            _ => "init-only",
        };
    }

    private static bool SupportsPartialProperties(ISymbol member) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is not CSharpParseOptions options
        || options.LanguageVersion >= LanguageVersion.CSharp13;
}
