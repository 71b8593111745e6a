using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Conversion;

/// <summary>TSG9001: writes a hand-written class as a generated one, with the hierarchy that it stands in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HandWrittenModuleFix : CodeFixProvider
{
    /// <summary>The key of the one repair.</summary>
    public const string Key = "TSG9001.Generate";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TSG9001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => ConversionFixAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root
                && ConversionFixAll.ClassAt(root, diagnostic) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Generate the state of this class",
                        token => ConversionFixAll.ConvertAsync(context.Document.Project.Solution, [(context.Document, diagnostic)], token),
                        Key),
                    diagnostic);
            }
        }
    }
}
