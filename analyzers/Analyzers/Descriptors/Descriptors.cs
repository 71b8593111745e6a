using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <summary>The rules, one file per series. A property is called by its id and the sentence that it stands for.</summary>
public static partial class Descriptors
{
    private const string HelpFolder = "https://github.com/torchsharp-generators/TorchSharp.Generators/blob/main/analyzers/docs/";

    private static DiagnosticDescriptor Rule(string id, string category, DiagnosticSeverity severity, string title, string message) =>
        new(id, title, message, "TorchSharp." + category, severity, isEnabledByDefault: true, helpLinkUri: HelpFolder + id + ".md");
}
