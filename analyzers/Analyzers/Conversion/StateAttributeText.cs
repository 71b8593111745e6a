using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>State attributes as somebody would write them: no more than is needed.</summary>
internal static class StateAttributeText
{
    /// <param name="name"><c>Buffer</c>, <c>Parameter</c> or <c>Submodule</c>.</param>
    /// <param name="key">Null where the member's name gives it.</param>
    /// <param name="persistent">
    /// Whether state_dict has it. A buffer that it has not, TorchSharp left alone: its dtype must not change now either.
    /// </param>
    /// <param name="aliases">Keys of older files.</param>
    public static string Of(string name, string? key, bool persistent, IReadOnlyCollection<string> aliases)
    {
        var arguments = new List<string>();
        if (key is not null)
        {
            arguments.Add(SymbolDisplay.FormatLiteral(key, quote: true));
        }

        if (!persistent)
        {
            arguments.Add("Persistent = false, KeepDtype = true");
        }

        if (aliases.Count > 0)
        {
            arguments.Add($"Aliases = new[] {{ {string.Join(", ", aliases.Select(static alias => SymbolDisplay.FormatLiteral(alias, quote: true)))} }}");
        }

        return arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments)})";
    }
}
