using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

/// <summary>A rule over a source and key files, as a compiler runs it.</summary>
internal static class KeyFileRun
{
    public static Task<IReadOnlyList<string>> MessagesAsync(DiagnosticAnalyzer rule, string source, string keys) =>
        MessagesAsync(rule, source, [new File("/StateKeys.txt", keys)]);

    /// <returns>In order.</returns>
    public static async Task<IReadOnlyList<string>> MessagesAsync(DiagnosticAnalyzer rule, string source, IEnumerable<AdditionalText> files)
    {
        DeclarationRun run =
            await DeclarationRun.OfAsync([("Usings.cs", TestSetup.Usings), ("Net.cs", source)], analyzers: [rule], files: files);
        return [.. run.Reported.Select(static diagnostic => diagnostic.GetMessage(null)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Counts how often somebody wants its text.</summary>
    internal sealed class File(string path, string? text) : AdditionalText
    {
        public override string Path => path;

        public int Reads { get; private set; }

        public override SourceText? GetText(CancellationToken cancellationToken = default)
        {
            Reads++;
            return text is null ? null : SourceText.From(text);
        }
    }
}
