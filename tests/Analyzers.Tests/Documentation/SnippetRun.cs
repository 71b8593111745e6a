using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.PyBridge;

namespace TorchSharp.Generators.Analyzers.Tests.Documentation;

/// <summary>A block in a new console project to which the package was added.</summary>
internal sealed class SnippetRun
{
    /// <summary>What the SDK writes for ImplicitUsings.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What <c>docs/rules.md</c> tells the reader: a block that begins with usings of its own gets no others.</summary>
    private const string PageUsings =
        """
        global using TorchSharp;
        global using TorchSharp.Generators;
        global using TorchSharp.Modules;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn;
        """;

    /// <summary>In the place of the real one, so that tests beside this one may print.</summary>
    private const string Console =
        """
        internal static class Console
        {
            public static readonly System.IO.StringWriter Out = new(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };

            public static void WriteLine(object? value) => Out.WriteLine(value);
        }
        """;

    private static readonly MetadataReference[] s_references =
        [.. TestReferences.All, MetadataReference.CreateFromFile(typeof(Safetensors).Assembly.Location)];

    private static readonly ConcurrentDictionary<Snippet, Task<SnippetRun>> s_runs = new();

    private readonly Compilation _compilation;

    private SnippetRun(Compilation compilation, ImmutableArray<Diagnostic> reported)
    {
        _compilation = compilation;
        Reported = reported;
    }

    /// <summary>By the compiler and by all rules of the package.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    public IEnumerable<Diagnostic> Errors => Reported.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    public static Task<SnippetRun> OfAsync(Snippet snippet) => s_runs.GetOrAdd(snippet, static snippet => CompileAsync(snippet));

    private static async Task<SnippetRun> CompileAsync(Snippet snippet)
    {
        // A page that is about the language says its version as a project does.
        bool old = snippet.Code.Contains("<LangVersion>12</LangVersion>", StringComparison.Ordinal);
        var options = new CSharpParseOptions(old ? LanguageVersion.CSharp12 : TestSetup.DefaultVersion);
        bool isComplete = snippet.Around is null && snippet.Code.StartsWith("using ", StringComparison.Ordinal);
        string usings = isComplete ? ImplicitUsings : ImplicitUsings + "\n" + PageUsings;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(snippet.Source, options, "Program.cs");
        bool isProgram = tree.GetCompilationUnitRoot().Members.Any(static member => member is GlobalStatementSyntax);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet" + Guid.NewGuid().ToString("N"),
            [tree, CSharpSyntaxTree.ParseText(usings, options, "Usings.cs"), CSharpSyntaxTree.ParseText(Console, options, "Console.cs")],
            s_references,
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);

        CompilationWithAnalyzers analysis = generated.WithAnalyzers(PackagedRules.All, new AnalyzerOptions(snippet.KeyFiles));
        return new SnippetRun(generated, await analysis.GetAllDiagnosticsAsync());
    }

    /// <returns>What it printed.</returns>
    public string Run()
    {
        using var image = new MemoryStream();
        Assert.True(_compilation.Emit(image).Success);
        image.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(image);
        MethodInfo main = assembly.EntryPoint!;
        lock (RandomNumbers.Gate)
        {
            main.Invoke(null, main.GetParameters().Length > 0 ? [Array.Empty<string>()] : null);
        }

        return assembly.GetType("Console")!.GetField("Out")!.GetValue(null)!.ToString()!;
    }
}
