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
            string key = taken.Contains(byName) ? Numbered(byName, taken) : byName;
            taken.Add(key);
            chosen[problem.Symbol] = key;
        }

        return chosen;
    }

    /// <summary><paramref name="wanted"/>, with a number where somebody has it.</summary>
    public static string Near(string wanted, INamedTypeSymbol type, TorchSymbols torch)
    {
        HashSet<string> taken = Taken(type, torch);
        return taken.Contains(wanted) ? Numbered(wanted, taken) : wanted;
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
