using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>State attributes as somebody would write them: no more than is needed.</summary>
internal static class StateAttributeText
{
    /// <summary>
    /// The options of a buffer that is not saved. TorchSharp left it alone, so to keep a class as it is its dtype must not change.
    /// </summary>
    public static string NonPersistent(bool keepsDtype) => keepsDtype ? "Persistent = false, KeepDtype = true" : "Persistent = false";

    /// <param name="name"><c>Buffer</c>, <c>Parameter</c> or <c>Submodule</c>.</param>
    /// <param name="key">Null where the member's name gives it.</param>
    /// <param name="options">Named arguments.</param>
    /// <param name="aliases">Keys of older files.</param>
    public static string Of(string name, string? key, string? options, IReadOnlyCollection<string> aliases)
    {
        var arguments = new List<string>();
        if (key is not null)
        {
            arguments.Add(SymbolDisplay.FormatLiteral(key, quote: true));
        }

        if (options is not null)
        {
            arguments.Add(options);
        }

        if (aliases.Count > 0)
        {
            arguments.Add(Aliases(aliases));
        }

        return arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments)})";
    }

    public static string Aliases(IEnumerable<string> aliases) =>
        $"Aliases = new[] {{ {string.Join(", ", aliases.Select(static alias => SymbolDisplay.FormatLiteral(alias, quote: true)))} }}";
}
