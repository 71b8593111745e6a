using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.StateModel.Tests.Planted;

/// <summary>The runtime library, compiled from its sources with a bug in it.</summary>
internal static class PlantedRuntime
{
    private const string Folder = "runtime/";

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER"]);

    private static readonly Lazy<Dictionary<string, SyntaxTree>> s_sources = new(static () =>
        typeof(PlantedRuntime).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(static name => name[Folder.Length..], static name => Parse(Read(name))));

    /// <param name="plant">The bug; none for the library as it is.</param>
    /// <returns>The image of the assembly.</returns>
    public static byte[] Compile(Plant? plant)
    {
        if (plant is not null && !s_sources.Value.ContainsKey(plant.File))
        {
            throw new InvalidOperationException(
                $"There is no runtime/{plant.File}. \"{plant.Name}\" has to be planted where its code is now.");
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            "TorchSharp.Generators",
            s_sources.Value.Select(source => source.Key == plant?.File ? Parse(Change(source.Value.ToString(), plant)) : source.Value),
            [.. TestReferences.Framework, TestReferences.TorchSharp],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        EmitResult emitted = compilation.Emit(image);
        return emitted.Success
            ? image.ToArray()
            : throw new InvalidOperationException(
                $"With \"{plant?.Name}\" the runtime library does not compile: {emitted.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    private static string Change(string source, Plant plant)
    {
        int count = source.Split(plant.Old).Length - 1;
        return count == 1
            ? source.Replace(plant.Old, plant.New, StringComparison.Ordinal)
            : throw new InvalidOperationException(
                $"runtime/{plant.File} has \"{plant.Old}\" {count} times. \"{plant.Name}\" has to be planted where its code is now.");
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PlantedRuntime).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, s_options);
}
