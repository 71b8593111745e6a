using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.SourceGeneration.Registration;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>A file of hand-written modules, and what the fix of TSG9001 makes of it, both compiled.</summary>
public sealed class ConvertedSource
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp13);

    public ConvertedSource(string file)
        : this(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))
    {
    }

    /// <param name="name">A name that no other has.</param>
    /// <param name="text">The file.</param>
    /// <param name="others">Assemblies that it needs besides.</param>
    public ConvertedSource(string name, string text, params MetadataReference[] others)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, s_options, name + ".cs");
        Compilation before = CSharpCompilation.Create(
            "Before" + name,
            [tree],
            [.. TestReferences.All, .. others],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        TorchSymbols torch = TorchSymbols.TryCreate(before)!;
        var oracle = RegistrationOracle.Of(before, torch);
        ImmutableArray<INamedTypeSymbol> modules = oracle.Modules;
        ImmutableArray<ClassConversion> conversions = CompilerMadeKeys.Keep(
            ConversionGroup.Of(new GenerationRequest(modules, GenerationRequest.NoWishes, true), oracle, CancellationToken.None),
            oracle,
            CancellationToken.None);

        Converted = [.. conversions.Select(static conversion => conversion.Type.Name)];
        Left = [.. modules.Select(static module => module.Name).Except(Converted)];
        SyntaxTree changed = DryRun.Rewrite(tree, conversions, oracle.Bodies, CancellationToken.None);
        Compilation after = before.ReplaceSyntaxTree(tree, changed).WithAssemblyName("After" + name);
        CSharpGeneratorDriver.Create(
            [new ModuleGenerator().AsSourceGenerator()],
            parseOptions: s_options).RunGeneratorsAndUpdateCompilation(after, out after, out _);

        Text = changed.ToString();
        Warnings =
        [
            .. after.WithAnalyzers(PackagedRules.All).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                .Select(static diagnostic => diagnostic.ToString()),
        ];
        Before = Cases(before);
        After = Cases(after);
    }

    public ImmutableArray<string> Converted { get; }

    /// <summary>The module classes that stay as they are.</summary>
    public ImmutableArray<string> Left { get; }

    /// <summary>The file afterwards.</summary>
    public string Text { get; }

    /// <summary>What the rules say about the file afterwards.</summary>
    public ImmutableArray<string> Warnings { get; }

    public IReadOnlyList<(Func<torch.nn.Module<torch.Tensor, torch.Tensor>> Make, Func<torch.Tensor> Input)> Before { get; }

    public IReadOnlyList<(Func<torch.nn.Module<torch.Tensor, torch.Tensor>> Make, Func<torch.Tensor> Input)> After { get; }

    /// <summary>Each module before and after, with an input.</summary>
    public void ForEach(
        Action<Func<torch.nn.Module<torch.Tensor, torch.Tensor>>, Func<torch.nn.Module<torch.Tensor, torch.Tensor>>, Func<torch.Tensor>> test)
    {
        lock (RandomNumbers.Gate)
        {
            foreach ((var before, var after) in Before.Zip(After))
            {
                test(before.Make, after.Make, before.Input);
            }
        }
    }

    private static IReadOnlyList<(Func<torch.nn.Module<torch.Tensor, torch.Tensor>>, Func<torch.Tensor>)> Cases(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        PropertyInfo all = AssemblyLoadContext.Default
            .LoadFromStream(assembly)
            .GetTypes()
            .Single(static type => type.Name == "Cases")
            .GetProperty("All")!;
        return [.. (IEnumerable<(Func<torch.nn.Module<torch.Tensor, torch.Tensor>>, Func<torch.Tensor>)>)all.GetValue(null)!];
    }
}
