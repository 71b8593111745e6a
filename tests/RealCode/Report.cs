using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Tests.RealCode;

/// <summary>What a rule said, and where.</summary>
/// <param name="Repository">Its name.</param>
/// <param name="File">The path in the repository.</param>
/// <param name="Line">Counted from one.</param>
/// <param name="Class">The innermost type around the place.</param>
/// <param name="Id">The rule.</param>
/// <param name="Severity">How loud it speaks.</param>
/// <param name="Message">Its words.</param>
/// <param name="IsInBrokenBody">Whether the method has errors.</param>
public sealed record Report(
    string Repository, string File, int Line, string? Class, string Id, DiagnosticSeverity Severity, string Message, bool IsInBrokenBody)
{
    public override string ToString() =>
        $"{Id} {Repository} {File}:{Line}: {Message}{(IsInBrokenBody ? " (in a method with errors)" : "")}";
}
