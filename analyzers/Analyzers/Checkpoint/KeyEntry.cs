using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>A state key of a generated class, as StateKeys.txt has it.</summary>
/// <param name="Owner">The class as C# writes it: <c>MyApp.Outer.Wrap&lt;T&gt;</c>.</param>
/// <param name="Key">The key that the class declares: the last part of the one in a state_dict.</param>
/// <param name="Kind">One of <see cref="KeyKind"/>.</param>
internal sealed record KeyEntry(string Owner, string Key, string Kind)
{
    /// <summary>Says no "?" of a nullable type: what is saved is the same.</summary>
    private static readonly SymbolDisplayFormat s_format =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>What the file says of it, in one line.</summary>
    public string Line => $"{Owner}.{(Key.All(IsPlain) ? Key : SymbolDisplay.FormatLiteral(Key, quote: true))} {Kind}";

    /// <summary>The same for all names that the type parameters of the class may have.</summary>
    public string Class => KeyMeaning.OfOwner(Owner);

    public static KeyEntry Of(StateMember state) => new(NameOf(state.Symbol.ContainingType), state.Key, KeyKind.Of(state));

    /// <inheritdoc cref="Class"/>
    public static string ClassOf(INamedTypeSymbol type) => KeyMeaning.OfOwner(NameOf(type));

    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(s_format);

    /// <summary>Whether a state_dict has the same for both, their keys aside.</summary>
    public bool IsOfKindOf(KeyEntry other) =>
        (Owner, Kind) == (other.Owner, other.Kind) || KeyMeaning.OfKind(Owner, Kind) == KeyMeaning.OfKind(other.Owner, other.Kind);

    /// <summary>What could be taken for the end of a key, or for a part of its class, stands in quotes.</summary>
    private static bool IsPlain(char character) =>
        !char.IsWhiteSpace(character) && !char.IsControl(character) && character is not ('#' or '"' or '\\' or '<' or '>');
}
