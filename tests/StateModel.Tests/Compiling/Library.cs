using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.StateModel.Tests.Compiling;

/// <summary>The classes of many cases, compiled with the generator into one assembly and loaded beside a runtime library.</summary>
internal sealed class Library : IDisposable
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp13);

    private static readonly CSharpCompilationOptions s_options =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false);

    private static readonly MetadataReference s_fabric = MetadataReference.CreateFromFile(typeof(Fabric).Assembly.Location);

    private readonly Context _context;
    private readonly Assembly _assembly;

    private Library(Context context, Assembly assembly)
    {
        _context = context;
        _assembly = assembly;
    }

    /// <param name="sources">A file for each case.</param>
    /// <param name="runtime">The image of another runtime library than the one that was built.</param>
    public static Library Compile(IEnumerable<string> sources, byte[]? runtime = null)
    {
        ImmutableArray<MetadataReference> references = [
            .. TestReferences.Framework,
            TestReferences.TorchSharp,
            runtime is null ? TestReferences.Runtime : MetadataReference.CreateFromImage(runtime),
            s_fabric,
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Cases", sources.Select(static source => CSharpSyntaxTree.ParseText(source, s_parseOptions)), references, s_options);
        CSharpGeneratorDriver.Create([new SourceGeneration.ModuleGenerator().AsSourceGenerator()], parseOptions: s_parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> complaints);
        using var image = new MemoryStream();
        EmitResult emitted = output.Emit(image);
        Diagnostic[] errors =
            [.. complaints.Concat(emitted.Diagnostics).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (errors.Length > 0)
        {
            SyntaxTree tree = errors[0].Location.SourceTree!;
            throw new InvalidOperationException($"{string.Join("\n", errors.Take(5))}\n{tree}");
        }

        image.Position = 0;
        var context = new Context(runtime);
        return new Library(context, context.LoadFromStream(image));
    }

    public Type TypeOf(string name) => _assembly.GetType(name, throwOnError: true)!;

    public void Dispose() => _context.Unload();

    private sealed class Context(byte[]? runtime) : AssemblyLoadContext("cases", isCollectible: true)
    {
        private Assembly? _runtime;

        protected override Assembly? Load(AssemblyName assemblyName) =>
            runtime is not null && assemblyName.Name == "TorchSharp.Generators"
                ? _runtime ??= LoadFromStream(new MemoryStream(runtime))
                : null;
    }
}
