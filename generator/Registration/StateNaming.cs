using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>How a member that names no key gets one.</summary>
internal static class StateNaming
{
    private const int SnakeCaseLower = 1;

    /// <summary>The key that a member of <paramref name="type"/> called <paramref name="name"/> has by policy.</summary>
    public static string KeyFor(string name, INamedTypeSymbol type) =>
        (PolicyOf(type) ?? PolicyOf(type.ContainingAssembly)) == SnakeCaseLower ? ToSnakeCaseLower(name) : name;

    /// <summary>
    /// <c>WQuery</c> and <c>_wQuery</c> give <c>w_query</c>, <c>HTTPHead</c> gives <c>http_head</c>, <c>Conv2d</c> gives
    /// <c>conv2d</c>: the words of <c>JsonNamingPolicy.SnakeCaseLower</c>, without leading underscores.
    /// </summary>
    public static string ToSnakeCaseLower(string name)
    {
        string trimmed = name.TrimStart('_');
        if (trimmed.Length == 0)
        {
            return name;
        }

        var key = new StringBuilder(trimmed.Length + 4);
        for (int i = 0; i < trimmed.Length; i++)
        {
            char current = trimmed[i];
            bool startsWord = char.IsUpper(current)
                && i > 0
                && trimmed[i - 1] != '_'
                && (!char.IsUpper(trimmed[i - 1]) || (i + 1 < trimmed.Length && char.IsLower(trimmed[i + 1])));
            if (startsWord)
            {
                key.Append('_');
            }

            key.Append(char.ToLowerInvariant(current));
        }

        return key.ToString();
    }

    private static int? PolicyOf(ISymbol symbol) =>
        symbol.GetAttributes()
            .FirstOrDefault(static data => data.AttributeClass is { Name: "StateNamingAttribute" } type && StateAttribute.IsOurs(type))
            ?.ConstructorArguments is { Length: 1 } arguments
                ? arguments[0].Value as int?
                : null;
}
