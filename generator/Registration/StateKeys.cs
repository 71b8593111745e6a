using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>The keys that a class has, or gets from its bases.</summary>
internal static class StateKeys
{
    /// <summary>What breaks PyTorch's two rules for a name, which TorchSharp checks for modules only; null for a good key.</summary>
    public static string? Invalid(string key) =>
        key.Length == 0 ? "is empty" : key.Contains(".") ? $"is \"{key}\", with a \".\" in it" : null;

    public static Dictionary<string, ISymbol> OfBases(INamedTypeSymbol type, TorchSymbols torch)
    {
        var keys = new Dictionary<string, ISymbol>();
        foreach (INamedTypeSymbol ancestor in ModuleClassifier.Ancestors(type).Where(ancestor => !torch.IsStock(ancestor)))
        {
            IEnumerable<(string Key, ISymbol Symbol)> inherited = ModuleClassifier.IsGenerated(ancestor, torch)
                ? ModuleDeclaration.Of(ancestor, torch).Members.Select(static state => (state.Key, state.Symbol))
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
