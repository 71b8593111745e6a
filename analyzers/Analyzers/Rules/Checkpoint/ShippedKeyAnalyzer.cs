using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Checkpoint;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Checkpoint;

/// <summary>TSG2001: a file knows a tensor by its key alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShippedKeyAnalyzer() : KeyFileAnalyzer(Descriptors.TSG2001_ShippedStateKeyIsGone)
{
    /// <summary>The property of a diagnostic whose one candidate can take one key only, that of this diagnostic.</summary>
    public const string OnlyCandidateProperty = "OnlyCandidate";

    private protected override void Register(CompilationStartAnalysisContext context, ShippedKeys shipped, TorchSymbols torch)
    {
        context.RegisterSymbolAction(symbol => AnalyzeClass(symbol, shipped, torch), SymbolKind.NamedType);
        context.RegisterAdditionalFileAction(file => AnalyzeFile(file, shipped));
    }

    private void AnalyzeClass(SymbolAnalysisContext context, ShippedKeys shipped, TorchSymbols torch)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (KeyComparison.Of(type, shipped, torch) is not { } comparison)
        {
            return;
        }

        foreach ((StateMember member, KeyEntry entry) in comparison.Changed)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, member.Symbol.Locations[0], Properties(entry), entry.Key, entry.Kind, $"and is '{KeyKind.Of(member)}' now"));
        }

        foreach (KeyEntry entry in comparison.Gone)
        {
            StateMember[] candidates = [.. comparison.CandidatesFor(entry)];
            bool isOnly = candidates.Length == 1 && comparison.Gone.Count(entry.IsOfKindOf) == 1;
            string outcome = entry.Kind == KeyKind.NonPersistentBuffer ? "it was in no file, so the line can go"
                : "files saved before do not load, unless an alias says what took its place";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                type.Locations[0],
                candidates.Select(static member => member.Symbol.Locations[0]),
                isOnly ? Properties(entry).Add(OnlyCandidateProperty, null) : Properties(entry),
                entry.Key,
                entry.Kind,
                $"and is gone: {outcome}"));
        }
    }

    /// <summary>A class that is gone has no name left to report at but the one in the file.</summary>
    private void AnalyzeFile(AdditionalFileAnalysisContext context, ShippedKeys shipped)
    {
        foreach (KeyFile file in shipped.Files.Where(file => file.IsOf(context.AdditionalFile)))
        {
            HashSet<string> declared =
            [
                .. DeclaredModules.Types(context.Compilation).Where(DeclaredModules.IsMeant).Select(KeyEntry.ClassOf),
            ];
            foreach (KeyLine line in file.Lines.Where(static line => line.Entry is not null))
            {
                // Once for each class.
                if (declared.Add(line.Entry!.Class))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Descriptor,
                        file.LocationOf(line),
                        line.Entry.Key,
                        line.Entry.Kind,
                        $"by '{line.Entry.Owner}', which is no generated class now: give its lines the new name, or remove them"));
                }
            }
        }
    }
}
