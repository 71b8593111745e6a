using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Checkpoint;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Checkpoint;

/// <summary>A rule about StateKeys.txt. A project without the file has not asked for it, and pays nothing.</summary>
public abstract class KeyFileAnalyzer(DiagnosticDescriptor descriptor) : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, descriptor)
{
    /// <summary>The property of a diagnostic that has the line of the file that it is about.</summary>
    public const string LineProperty = "Line";

    /// <summary>Each text is read once, for all rules and compilations.</summary>
    private static readonly AdditionalTextValueProvider<KeyFile?> s_read = new(KeyFile.Read);

    /// <summary>What the rule reports.</summary>
    private protected DiagnosticDescriptor Descriptor { get; } = descriptor;

    private protected sealed override void Register(CompilationStartAnalysisContext context, TorchSymbols torch)
    {
        var files = ImmutableArray.CreateBuilder<KeyFile>();
        foreach (AdditionalText text in ShippedKeys.FilesOf(context.Options.AdditionalFiles))
        {
            if (context.TryGetValue(text, s_read, out KeyFile? file) && file is not null)
            {
                files.Add(file);
            }
        }

        if (files.Count > 0)
        {
            Register(context, new ShippedKeys(files.ToImmutable()), torch);
        }
    }

    /// <summary>Registers the rule's actions in a project that has the file.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, ShippedKeys shipped, TorchSymbols torch);

    private protected static ImmutableDictionary<string, string?> Properties(KeyEntry entry) =>
        ImmutableDictionary<string, string?>.Empty.Add(LineProperty, entry.Line);
}
