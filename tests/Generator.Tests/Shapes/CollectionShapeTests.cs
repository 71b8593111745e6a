using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>Each collection of each kind of state, nullable or not, goes to its visitor without a warning.</summary>
public class CollectionShapeTests
{
    public static MatrixTheoryData<string, string> Shapes { get; } = new(
        ["{0}[]", "List<{0}>", "IReadOnlyList<{0}>", "Dictionary<string, {0}>"],
        [
            "Buffer Tensor", "Parameter Parameter", "Submodule Linear", "Submodule Module", "Submodule IModule<Tensor, Tensor>",
            "Submodule TModule"
        ]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compiles_without_a_warning(string collection, string state)
    {
        (string attribute, string element) =
            (state[..state.IndexOf(' ', StringComparison.Ordinal)], state[(state.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        string type = collection.Replace("{0}", element, StringComparison.Ordinal);
        string nullable = collection.Replace("{0}", element + "?", StringComparison.Ordinal);

        Compiles(
            Host.Default,
            $"[{attribute}] public {type}? a; [{attribute}] public {nullable} B {{ get; set; }} = null!; [{attribute}] public {nullable}? C {{ get; }} [{attribute}] public partial {type} D {{ get; set; }}");
        Compiles(Host.CSharp9, $"[{attribute}] public {type}? a; [{attribute}] public readonly {nullable} b = null!;");
        Compiles(
            Host.CSharp9 with { Nullable = NullableContextOptions.Disable },
            $"[{attribute}] public {type} a; [{attribute}] public readonly {type} b = null;");
    }

    private static void Compiles(Host host, string members) =>
        Assert.Single(host.Generate(
            $$"""
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Book
            {
                public partial class Holder<TModule> : Module where TModule : Module
                {
                    public Holder() : base("holder") { }
                    {{members}}
                }
            }
            """).CompilesClean().Files);
}
