using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Generator.Tests.Incrementality;

/// <summary>Step values are plain data. The second test shows that the first could fail.</summary>
public class StepValueTests
{
    private const string Source =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public partial class Outer<T>
        {
            [Module]
            [StateNaming(StateNamingPolicy.SnakeCaseLower)]
            public partial class Attention() : Module("attention")
            {
                private readonly Linear query = Linear(1, 1);
                [Buffer("m", Aliases = new[] { "bias" }, Init = nameof(Build))] private Tensor mask = ones(1);
                [Buffer] public partial Tensor? Cache { get; set; }
                [NotRegistered] private Module? teacher;
                private Tensor Build() => ones(1);
            }
        }

        public partial class ByMember() : Module("member")
        {
            [Parameter] public Parameter? Scale { get; private set; }
        }
        """;

    public static TheoryData<string> Banned { get; } =
        ["symbol", "type in a tuple", "node in an array", "tree", "compilation", "model", "location", "attribute"];

    [Fact]
    public void Hold_no_compiler_object()
    {
        object[] values = [.. Values(new ModuleGenerator())];

        Assert.True(values.Length >= 4, "two specs, each parsed and written");
        Assert.All(values, static value => Assert.Empty(ObjectGraph.FindBanned(value)));
    }

    [Theory]
    [MemberData(nameof(Banned))]
    public void Of_a_generator_that_holds_one_are_found(string what) =>
        Assert.NotEmpty(Values(new HoldingGenerator(what)).SelectMany(ObjectGraph.FindBanned));

    private static IEnumerable<object> Values(IIncrementalGenerator generator) =>
        Steps.Values(Host.Default.CreateDriver(generator).RunGenerators(Host.Default.Compile(Source)));

    /// <summary>Does what must not be done: its step keeps an object of the compiler.</summary>
#pragma warning disable RS1036, RS1041, RS1038 // It is no generator that a compiler would load.
    private sealed class HoldingGenerator(string what) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            IncrementalValuesProvider<Held> held = context.SyntaxProvider
                .ForAttributeWithMetadataName(WellKnownNames.ModuleAttribute, static (_, _) => true, (hit, _) => new Held(Hold(hit)))
                .WithTrackingName(TrackingNames.Parse);

            context.RegisterSourceOutput(held, static (_, _) => { });
        }

        private object Hold(GeneratorAttributeSyntaxContext hit) =>
            what switch
            {
                "symbol" => hit.TargetSymbol,
                "type in a tuple" => ("name", ((INamedTypeSymbol)hit.TargetSymbol).BaseType!),
                "node in an array" => ImmutableArray.Create(hit.TargetNode),
                "tree" => hit.TargetNode.SyntaxTree,
                "compilation" => hit.SemanticModel.Compilation,
                "model" => hit.SemanticModel,
                "location" => hit.TargetNode.GetLocation(),
                _ => hit.Attributes[0],
            };

        private sealed record Held(object Value);
    }
#pragma warning restore RS1036, RS1041, RS1038
}
