using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>
/// Holds a rule to what it says: the same source is analyzed, where the rule must report exactly what the markup shows, and
/// run on TorchSharp, where it must do what the rule warns of, or what it promises for code that it leaves alone.
/// </summary>
public static class RuleProof<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <param name="source">Classes, with markup, that <paramref name="program"/> uses.</param>
    /// <param name="program">The body of a method that returns the lines to compare.</param>
    /// <param name="output">What it says.</param>
    /// <param name="keys">The project's StateKeys.txt, with markup.</param>
    public static async Task VerifyAsync(string source, string program, string output, string? keys = null)
    {
        string marked = $$"""
            {{source}}

            public static class Program
            {
                public static string Run()
                {
                    {{program}}
                }
            }
            """;
        await AnalyzerVerifier<TAnalyzer>.VerifyAsync([marked], [], files: keys is null ? [] : [("/StateKeys.txt", keys)]);
        Assert.Equal(output.ReplaceLineEndings("\n"), Run(TestSetup.WithoutMarkup(marked)).ReplaceLineEndings("\n"));
    }

    private static string Run(string source)
    {
        var options = new CSharpParseOptions(TestSetup.DefaultVersion);
        Compilation compilation = CSharpCompilation.Create(
            "Proof" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(source, options, "Proof.cs"), CSharpSyntaxTree.ParseText(TestSetup.Usings, options, "Usings.cs")],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);

        using var assembly = new MemoryStream();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        MethodInfo run = AssemblyLoadContext.Default.LoadFromStream(assembly).GetType("Program")!.GetMethod("Run")!;
        lock (RandomNumbers.Gate)
        {
            return (string)run.Invoke(null, null)!;
        }
    }
}
