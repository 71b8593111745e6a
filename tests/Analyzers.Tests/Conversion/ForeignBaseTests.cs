using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>A base class in another assembly stays hand-written, with its state.</summary>
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

    [Fact]
    public void State_of_both_stays()
    {
        var source = new ConvertedSource(
            "ForeignBase",
            Usings
            + """
            public static class Cases
            {
                public static IEnumerable<(Func<Module<Tensor, Tensor>>, Func<Tensor>)> All => [(() => new Net(), () => randn(3, 2))];
            }

            public class Net : Library.Backbone
            {
                private readonly Linear head;
                private readonly Tensor mask;

                public Net() : base("net")
                {
                    head = Linear(2, 2);
                    mask = ones(2);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => head.call(body.call(x)) * mask;
            }
            """,
            Library());

        Assert.Equal(["Net"], source.Converted);
        Assert.Empty(source.Warnings);
        source.ForEach(BeforeAndAfter.HaveTheSameState);
        source.ForEach(BeforeAndAfter.ReadTheSameFile);
        source.ForEach(BeforeAndAfter.MoveTheSame);
    }

    private static PortableExecutableReference Library()
    {
        const string Text =
            Usings
            + """
            namespace Library
            {
                public abstract class Backbone : Module<Tensor, Tensor>
                {
                    protected readonly Linear body = Linear(2, 2);

                    protected Backbone(string name) : base(name)
                    {
                    }
                }
            }
            """;
        using var assembly = new MemoryStream();
        Assert.True(CSharpCompilation.Create(
            "ForeignLibrary",
            [CSharpSyntaxTree.ParseText(Text)],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly).Success);
        assembly.Position = 0;
        AssemblyLoadContext.Default.LoadFromStream(assembly);
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }
}
