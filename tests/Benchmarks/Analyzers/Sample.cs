using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>A project to be compiled.</summary>
/// <param name="Modules">Its hand-written modules.</param>
/// <param name="PlainLines">Its lines that have nothing to do with them.</param>
/// <param name="ReferencesTorch">Whether it references TorchSharp.</param>
public sealed record Sample(int Modules, int PlainLines, bool ReferencesTorch = true)
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<string> s_framework = [.. Directory.GetFiles(FrameworkFolder(), "*.dll")];

    public IEnumerable<string> ReferencePaths =>
        ReferencesTorch ? s_framework.Append(TestReferences.TorchSharp.Display!).Append(TestReferences.Runtime.Display!) : s_framework;

    /// <summary>The project, of which nothing is bound yet.</summary>
    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Sample",
        Sources.Of(Modules, PlainLines).Select(static (text, number) => Parse(text, number)),
        ReferencePaths.Select(static path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string text, int number) => CSharpSyntaxTree.ParseText(text, s_parse, $"{number}.cs");

    private static string FrameworkFolder()
    {
        string shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(shared, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        return Directory.GetDirectories(Path.Combine(Directory.GetDirectories(packs).Order().Last(), "ref")).Single();
    }
}
