using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>A base class in another assembly stays as it is, with its state.</summary>
public class ForeignBaseTests
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private const string Plain =
        "public abstract class Backbone : Module<Tensor, Tensor> { protected readonly Linear body = Linear(2, 2); protected Backbone(string name) : base(name) { } }";

    private const string Primary =
        "public abstract class Backbone(string name) : Module<Tensor, Tensor>(name) { protected readonly Linear body = Linear(2, 2); }";

    private const string Generated =
        "[TorchSharp.Generators.Module] public abstract partial class Backbone(string name) : Module<Tensor, Tensor>(name) { protected readonly Linear body = Linear(2, 2); }";

    /// <summary>An editor and <c>dotnet format</c> reference the other project as it stands in source, a build its assembly.</summary>
    [Theory]
    [InlineData("Assembly", Plain, false)]
    [InlineData("Project", Plain, true)]
    [InlineData("PrimaryProject", Primary, true)]
    [InlineData("GeneratedAssembly", Generated, false)]
    [InlineData("GeneratedProject", Generated, true)]
    public void State_of_both_stays(string name, string backbone, bool isSource)
    {
        var source = new ConvertedSource(
            "ForeignBase" + name,
            Usings
            + $$"""
            public static class Cases
            {
                public static IEnumerable<(Func<Module<Tensor, Tensor>>, Func<Tensor>)> All => [(() => new Net(), () => randn(3, 2))];
            }

            public class Net : {{name}}.Backbone
            {
                private readonly {{name}}.Head head;
                private readonly Tensor mask;

                public Net() : base("net")
                {
                    head = new(2);
                    mask = ones(2);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => head.call(body.call(x)) * mask;
            }
            """,
            Library(name, backbone, isSource));

        Assert.Equal(["Net"], source.Converted);
        Assert.Empty(source.Warnings);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.ReadTheSameFile);
        source.ForEach(BeforeAndAfter.MoveTheSame);
    }

    private static MetadataReference Library(string name, string backbone, bool isSource)
    {
        string text =
            Usings
            + $$"""
            namespace {{name}}
            {
                {{backbone}}

                public class Head(int width) : Module<Tensor, Tensor>("head")
                {
                    private readonly Linear fc = Linear(width, width);
                    public override Tensor forward(Tensor x) => fc.call(x);
                }
            }
            """;
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create(
                name,
                [CSharpSyntaxTree.ParseText(text, options)],
                TestReferences.All,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)),
            out Compilation library,
            out _);
        using var assembly = new MemoryStream();
        Assert.True(library.Emit(assembly).Success);
        assembly.Position = 0;
        AssemblyLoadContext.Default.LoadFromStream(assembly);
        return isSource ? library.ToMetadataReference() : MetadataReference.CreateFromImage(assembly.ToArray());
    }
}
