using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Rules.Checkpoint;

namespace TorchSharp.Generators.CodeFixes.Checkpoint;

/// <summary>TSG2002: writes the key into StateKeys.txt.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NewKeyFix() : TorchCodeFix("TSG2002")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG2002.AddLine";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(KeyFileAnalyzer.LineProperty, out string? line) && line is not null)
        {
            yield return new KeyFileRepair($"Add '{line}' to StateKeys.txt", Key, line, Comes: true);
        }
    }
}
