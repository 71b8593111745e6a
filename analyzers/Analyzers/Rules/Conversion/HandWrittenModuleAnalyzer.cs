using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Conversion;

/// <summary>TSG9001: a class whose state is registered by hand, and could be declared with nothing lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandWrittenModuleAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG9001_HandWrittenModuleCanBeGenerated)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                var oracle = RegistrationOracle.Of(symbol.Compilation, torch);
                if (oracle.IsHandWritten(type)
                    && ConversionGroup.Of(GenerationRequest.Keep(type), oracle, symbol.CancellationToken).FirstOrDefault(
                        conversion => SymbolEqualityComparer.Default.Equals(conversion.Type, type)) is { } found)
                {
                    symbol.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.TSG9001_HandWrittenModuleCanBeGenerated,
                        ((ClassDeclarationSyntax)found.Parts[0]).Identifier.GetLocation(),
                        type.Name));
                }
            },
            SymbolKind.NamedType);
}
