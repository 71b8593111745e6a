using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <content>State keys as an API, against what StateKeys.txt says was shipped.</content>
public static partial class Descriptors
{
    /// <summary>Arguments: the key, its shipped kind, what became of it.</summary>
    public static readonly DiagnosticDescriptor TSG2001_ShippedStateKeyIsGone = Checkpoint(
        "TSG2001",
        DiagnosticSeverity.Warning,
        "State key shipped in StateKeys.txt is gone or has changed its kind",
        "The state key '{0}' was shipped as '{1}' {2}");

    /// <summary>Arguments: the key.</summary>
    public static readonly DiagnosticDescriptor TSG2002_StateKeyIsNew = Checkpoint(
        "TSG2002",
        DiagnosticSeverity.Info,
        "State key is not in StateKeys.txt yet",
        "The state key '{0}' is not in StateKeys.txt yet: add it when a version is released that saves files with it");

    /// <summary>Arguments: the number of the line, what is wrong with it.</summary>
    public static readonly DiagnosticDescriptor TSG2003_KeyFileCannotBeRead = Checkpoint(
        "TSG2003",
        DiagnosticSeverity.Warning,
        "StateKeys.txt cannot be read",
        "Line {0} of StateKeys.txt cannot be read, so nobody is told when its key goes: {1}");

    private static DiagnosticDescriptor Checkpoint(string id, DiagnosticSeverity severity, string title, string message) =>
        Rule(id, "Checkpoint", severity, title, message);
}
