using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TorchSharp.Generators.Analyzers;

/// <summary>
/// The option <c>torchsharp_generators.exclude_types</c> of .editorconfig: names of types about which no usage rule speaks,
/// with or without namespace, separated by commas (a semicolon would begin a comment there).
/// </summary>
internal readonly struct ExcludedTypes
{
    public const string Option = "torchsharp_generators.exclude_types";

    private static readonly SymbolDisplayFormat s_fullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private readonly string[] _names;

    private ExcludedTypes(string[] names) => _names = names;

    /// <summary>The option as it is set for the file in which <paramref name="diagnostic"/> lies.</summary>
    public static ExcludedTypes Of(AnalyzerOptions options, Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree
        && options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Option, out string? value)
            ? new ExcludedTypes(value.Split(',').Select(static name => name.Trim()).ToArray())
            : new ExcludedTypes([]);

    /// <summary>Whether one of the symbols is an excluded type, or stands in one.</summary>
    public bool Contain(params ISymbol[] symbols) => _names.Length > 0 && symbols.Any(IsExcluded);

    private bool IsExcluded(ISymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (_names.Contains(type.Name, StringComparer.Ordinal) || _names.Contains(type.ToDisplayString(s_fullName), StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
