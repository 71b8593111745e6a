using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Conversion;

/// <summary>TSG9001: writes a hand-written class as a generated one, with the hierarchy that it stands in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HandWrittenModuleFix() : TorchCodeFix(Descriptors.TSG9001_HandWrittenModuleCanBeGenerated.Id)
{
    /// <summary>The key of the one repair.</summary>
    public const string Key = "TSG9001.Generate";

    /// <summary>The rule speaks exactly where this works in its project; another one may compile the file too.</summary>
    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is ClassDeclarationSyntax declaration
            && model.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type
            && GenerateRepair.For(
                "Generate the state of this class", Key, GenerationRequest.Keep(type), model, cancellationToken) is { } repair)
        {
            yield return repair;
        }
    }
}
