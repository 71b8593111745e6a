using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>Checks the keys of a class as its members are read: usable in a dotted path, and unique over the inheritance chain.</summary>
/// <param name="taken">The keys of the bases; those of the members are added.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class KeyReader(Dictionary<string, ISymbol> taken, ICollection<DeclarationProblem> problems)
{
    public void Read(StateMember state)
    {
        ISymbol member = state.Symbol;
        if (member is IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 })
        {
            // Its name is the dotted one of the interface member, and it has the problem that it cannot be state.
            return;
        }

        if (IsInvalid(member, state.Key, "key"))
        {
            return;
        }

        if (taken.TryGetValue(state.Key, out ISymbol? first))
        {
            problems.Add(new DeclarationProblem(
                DeclarationRule.DuplicateKey, member, member.Name, state.Key, $"{first.ContainingType.Name}.{first.Name}"));
        }
        else
        {
            taken.Add(state.Key, member);
        }

        foreach (string alias in state.Aliases)
        {
            IsInvalid(member, alias, "alias");
        }
    }

    private bool IsInvalid(ISymbol member, string key, string noun)
    {
        if (StateKeys.Invalid(key) is not { } reason)
        {
            return false;
        }

        string remedy = key.Length > 0 ? "a dot separates the parts of a path in a state_dict, so use another character"
            : noun == "key" ? "name one, or leave it out and the member's name is the key"
            : "name one, or remove it";
        problems.Add(new DeclarationProblem(DeclarationRule.InvalidKey, member, noun, member.Name, reason, remedy));
        return true;
    }
}
