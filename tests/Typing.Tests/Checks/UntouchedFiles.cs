using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Sources;

namespace TorchSharp.Generators.Typing.Tests.Checks;

/// <summary>The generated files of <see cref="UntouchedClasses"/>.</summary>
internal static class UntouchedFiles
{
    private static readonly Dictionary<string, string> s_expected = Of(Alone());

    /// <summary>How the files in <paramref name="compilation"/> differ from those of the classes alone; null where they do not.</summary>
    public static string? Difference(Compilation compilation)
    {
        // "class TorchSharp;" hides all of TorchSharp from every file: nothing in them is a module then.
        if (compilation.GlobalNamespace.GetTypeMembers("TorchSharp").Any(static type => type.DeclaringSyntaxReferences.Length > 0))
        {
            return null;
        }

        Dictionary<string, string> found = Of(compilation);
        return s_expected.Where(file => found.GetValueOrDefault(file.Key) != file.Value)
            .Select(static file => file.Key)
            .FirstOrDefault() is { } name
            ? $"the file of a class that was not touched has changed: {name}\n{found.GetValueOrDefault(name)}"
            : null;
    }

    private static Dictionary<string, string> Of(Compilation compilation) =>
        compilation.SyntaxTrees
            .Where(static tree => Path.GetFileName(tree.FilePath).StartsWith("Untouched.", StringComparison.Ordinal)
                && tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .OrderBy(static tree => tree.FilePath, StringComparer.Ordinal)
            .ToDictionary(static tree => Path.GetFileName(tree.FilePath), static tree => tree.ToString());

    private static Compilation Alone()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create(
                "Alone", [CSharpSyntaxTree.ParseText(UntouchedClasses.File.Text, options, UntouchedClasses.File.Name)], TestReferences.All),
            out Compilation generated,
            out _);
        return generated;
    }
}
