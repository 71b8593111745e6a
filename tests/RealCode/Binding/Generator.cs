using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration;

namespace TorchSharp.Generators.Tests.RealCode.Binding;

internal static class Generator
{
    /// <summary>The compilation with the code that the package writes for it.</summary>
    public static Compilation Run(Compilation source)
    {
        var options = (CSharpParseOptions)source.SyntaxTrees.First().Options;
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(source, out Compilation generated, out _);
        return generated;
    }
}
