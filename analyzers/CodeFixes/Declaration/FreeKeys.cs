using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>Finds keys that nobody has, in the class and its bases.</summary>
internal static class FreeKeys
{
    /// <summary>
    /// The key for each member of <paramref name="type"/> whose own one is a duplicate. They are chosen in one go, in order of
    /// declaration, so that "fix all" does not choose the same key twice.
    /// </summary>
    public static IReadOnlyDictionary<ISymbol, string> ForDuplicates(INamedTypeSymbol type, TorchSymbols torch)
    {
        HashSet<string> taken = Taken(type, torch);
        var chosen = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (DeclarationProblem problem in ModuleDeclaration.Of(type, torch).Problems.Where(
            static problem => problem.Rule == DeclarationRule.DuplicateKey))
        {
            string byName = StateNaming.KeyFor(problem.Symbol.Name, type);
            chosen[problem.Symbol] = Choose(byName, taken);
        }

        return chosen;
    }

    /// <summary>
    /// The keys for each member of <paramref name="type"/> that has invalid ones, chosen in one go too: its own one first, then its
    /// aliases. An alias that is empty has none: nobody knows what it was to be.
    /// </summary>
    public static IReadOnlyDictionary<ISymbol, IReadOnlyList<string>> ForInvalid(INamedTypeSymbol type, TorchSymbols torch)
    {
        HashSet<string> taken = Taken(type, torch);
        var chosen = new Dictionary<ISymbol, IReadOnlyList<string>>(SymbolEqualityComparer.Default);
        foreach (ISymbol member in ModuleDeclaration.Of(type, torch).Problems.Where(
            static problem => problem.Rule == DeclarationRule.InvalidKey).Select(static problem => problem.Symbol))
        {
            if (!chosen.ContainsKey(member))
            {
                chosen.Add(member, [.. Wanted(member, torch).Select(wanted => Choose(wanted, taken))]);
            }
        }

        return chosen;
    }

    /// <summary>Whether a dot is what makes the key invalid.</summary>
    public static bool IsDotted(string key) => key.Length > 0 && StateKeys.Invalid(key) is not null;

    private static IEnumerable<string> Wanted(ISymbol member, TorchSymbols torch)
    {
        StateAttribute? state = StateAttribute.Of(member).FirstOrDefault();
        string key = MemberClassifier.KeyOf(member, state, torch);
        string[] own = StateKeys.Invalid(key) is null ? []
            : [key.Length == 0 ? StateNaming.KeyFor(member.Name, member.ContainingType) : WithoutDots(key)];
        return [.. own, .. (state?.Aliases ?? []).Where(IsDotted).Select(WithoutDots)];
    }

    private static string WithoutDots(string key) => key.Replace('.', '_');

    /// <summary><paramref name="wanted"/>, with a number where somebody has it.</summary>
    private static string Choose(string wanted, HashSet<string> taken)
    {
        string key = taken.Contains(wanted) ? Numbered(wanted, taken) : wanted;
        taken.Add(key);
        return key;
    }

    private static string Numbered(string key, HashSet<string> taken)
    {
        int number = 2;
        while (taken.Contains($"{key}_{number}"))
        {
            number++;
        }

        return $"{key}_{number}";
    }

    private static HashSet<string> Taken(INamedTypeSymbol type, TorchSymbols torch) =>
        [.. ModuleDeclaration.Of(type, torch).Members.Select(static state => state.Key), .. StateKeys.OfBases(type, torch).Keys];
}
