using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <content>Hand-written modules that can be generated.</content>
public static partial class Descriptors
{
    /// <summary>Argument: the class.</summary>
    public static readonly DiagnosticDescriptor TSG9001_HandWrittenModuleCanBeGenerated = Conversion(
        "TSG9001",
        "Hand-written module can be generated without changing its keys",
        "The state of '{0}' can be generated, under the keys that it has");

    private static DiagnosticDescriptor Conversion(string id, string title, string message) =>
        Rule(id, "Conversion", DiagnosticSeverity.Info, title, message);
}
