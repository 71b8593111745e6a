using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>
/// The name of a generated file: namespace, containing types, name and arity. The driver refuses most characters, and two
/// names that differ in case only; a name that it refuses takes every other class of the compilation down with it.
/// </summary>
internal static class HintName
{
    /// <summary>
    /// The compiler writes the files, on request, below a folder that is long already, and Windows ends a path at 260. Linux counts
    /// bytes: a name has 255, and a Chinese letter takes three.
    /// </summary>
    private const int MaximumBytes = 120;

    public static string Of(INamedTypeSymbol type)
    {
        var path = new Stack<INamespaceOrTypeSymbol>();
        for (INamespaceOrTypeSymbol? part = type; part is not (null or INamespaceSymbol { IsGlobalNamespace: true }); part = Parent(part))
        {
            path.Push(part);
        }

        return Shorten(
            string.Join(
                ".",
                path.Select(static part =>
                    Print(part.MetadataName, caseMatters: HasTwin(part)) + (part.IsType && IsNamespaceToo(part) ? "+" : ""))))
            + GeneratedFile.Suffix;
    }

    /// <summary>The end of a long name becomes a number of the whole: FNV-1a, which is the same on every host.</summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaximumBytes)
        {
            return name;
        }

        ulong hash = name.Aggregate(14695981039346656037, static (hash, character) => unchecked((hash ^ character) * 1099511628211));
        int bytes = 17;
        return string.Concat(name.TakeWhile(character => (bytes += Encoding.UTF8.GetByteCount([character])) <= MaximumBytes))
            + "-" + hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static INamespaceOrTypeSymbol? Parent(ISymbol symbol) => symbol.ContainingSymbol as INamespaceOrTypeSymbol;

    /// <summary>Whether another name beside this one differs in case only.</summary>
    private static bool HasTwin(INamespaceOrTypeSymbol symbol) =>
        Parent(symbol) is { } parent
        && parent.GetMembers().Any(other =>
            other is INamespaceOrTypeSymbol
            && string.Equals(other.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
            && other.Name != symbol.Name);

    /// <summary>An error of its own, but what is in the two must not get one name.</summary>
    private static bool IsNamespaceToo(INamespaceOrTypeSymbol type) =>
        Parent(type)!.GetMembers(type.Name).Any(static other => other is INamespaceSymbol);

    /// <summary>Letters and digits of any alphabet stay, <c>Block`1</c> becomes <c>Block-1</c>, the rest its number.</summary>
    private static string Print(string name, bool caseMatters) =>
        string.Concat(name.Select(character => character switch
        {
            '`' => "-",
            '_' => "_",
            _ when char.IsLetterOrDigit(character) && !(caseMatters && HasCase(character)) => character.ToString(),
            _ => $"({((int)character).ToString("x4", CultureInfo.InvariantCulture)})",
        }));

    private static bool HasCase(char character) => char.ToLowerInvariant(char.ToUpperInvariant(character)) != character;
}
