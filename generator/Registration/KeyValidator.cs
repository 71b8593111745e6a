using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>Keys must be usable in a dotted path and unique over the inheritance chain.</summary>
internal static class KeyValidator
{
    public static IEnumerable<DeclarationProblem> Validate(INamedTypeSymbol type, TorchSymbols torch)
    {
        Dictionary<string, ISymbol> taken = KeysOfBases(type, torch);

        foreach (StateMember state in MemberClassifier.RegisteredMembers(type, torch))
        {
            if (state.Symbol is IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 })
            {
                // Its name is the dotted one of the interface member, and that it cannot be state is said already.
                continue;
            }

            if (Invalid(state.Key) is { } reason)
            {
                yield return new DeclarationProblem(DeclarationRule.InvalidKey, state.Symbol, state.Symbol.Name, state.Key, reason);
                continue;
            }

            if (taken.TryGetValue(state.Key, out ISymbol? first))
            {
                yield return new DeclarationProblem(
                    DeclarationRule.DuplicateKey, state.Symbol, state.Symbol.Name, state.Key, $"{first.ContainingType.Name}.{first.Name}");
            }
            else
            {
                taken.Add(state.Key, state.Symbol);
            }

            foreach (string alias in state.Aliases.Where(static alias => Invalid(alias) is not null))
            {
                yield return new DeclarationProblem(DeclarationRule.InvalidKey, state.Symbol, state.Symbol.Name, alias, Invalid(alias)!);
            }
        }
    }

    /// <summary>PyTorch's two rules for a name, which TorchSharp checks for modules only.</summary>
    public static string? Invalid(string key) =>
        key.Length == 0 ? "is empty" : key.Contains(".") ? "contains \".\"" : null;

    public static Dictionary<string, ISymbol> KeysOfBases(INamedTypeSymbol type, TorchSymbols torch)
    {
        var keys = new Dictionary<string, ISymbol>();
        foreach (INamedTypeSymbol ancestor in ModuleClassifier.Ancestors(type).Where(ancestor => !torch.IsStock(ancestor)))
        {
            IEnumerable<(string Key, ISymbol Symbol)> inherited = ModuleClassifier.IsGenerated(ancestor, torch)
                ? MemberClassifier.RegisteredMembers(ancestor.OriginalDefinition, torch).Select(static state => (state.Key, state.Symbol))
                : ReflectedMembers(ancestor.OriginalDefinition, torch);
            foreach ((string key, ISymbol symbol) in inherited)
            {
                keys[key] = symbol;
            }
        }

        return keys;
    }

    /// <summary>What TorchSharp's reflection would register of a hand-written base class.</summary>
    private static IEnumerable<(string Key, ISymbol Symbol)> ReflectedMembers(INamedTypeSymbol type, TorchSymbols torch) =>
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field is { IsStatic: false, IsImplicitlyDeclared: false } && StateTypes.KindOf(field.Type, torch) is not null)
            .Select(field => (MemberClassifier.ComponentNameOf(field, torch) ?? field.Name, (ISymbol)field));
}
