using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>Whatever a member, a type or a namespace is called, the generated code means it and nothing else.</summary>
public class NameTests
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    public static TheoryData<string> Keywords { get; } =
        [.. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Distinct()];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void Keyword_names_a_namespace_a_type_and_a_member(string keyword) =>
        Compiles(
            $$"""
            namespace Outer.@{{keyword}}
            {
                partial class @{{keyword}}
                {
                    internal sealed partial class Inner() : Module("inner")
                    {
                        [Buffer] internal Tensor? @{{keyword}} { get; set; }
                        [Buffer] internal volatile Tensor? __{{keyword}};
                    }

                    internal partial interface Generic<@{{keyword}}>
                    {
                        internal sealed partial class Partial() : Module("partial")
                        {
                            [Buffer] internal partial Tensor? @{{keyword}} { get; set; }
                            [Buffer(Init = "__{{keyword}}")] internal Tensor? other;
                            internal Tensor __{{keyword}}() => ones(1);
                        }
                    }
                }

                namespace Flat
                {
                    internal sealed partial class @{{keyword}}() : Module("flat")
                    {
                        [Buffer(Init = "Build")] internal Tensor? mask;
                        internal Tensor Build() => ones(1);
                    }
                }
            }
            """);

    [Theory]
    [InlineData("visitor")]
    [InlineData("device")]
    [InlineData("module")]
    [InlineData("value")]
    [InlineData("__state")]
    [InlineData("____Mask")]
    [InlineData("größe")]
    [InlineData("変数")]
    [InlineData("कक्षा")]
    [InlineData("Tensor")]
    [InlineData("Module")]
    [InlineData("Buffer")]
    [InlineData("Parameter")]
    [InlineData("State")]
    [InlineData("TorchSharp")]
    [InlineData("System")]
    public void Member_may_be_called(string name) =>
        Compiles(
            $$"""
            namespace Book;

            internal sealed partial class Field() : TorchSharp.torch.nn.Module("field")
            {
                [Buffer] internal torch.Tensor? {{name.Replace("__state", "_state")}};
            }

            internal sealed partial class Property() : TorchSharp.torch.nn.Module("property")
            {
                [Buffer(Init = nameof(Build), KeepDtype = true)] internal torch.Tensor? {{name.Replace("__state", "_state")}} { get; set; }
                private torch.Tensor Build(torch.Device device) => torch.ones(1, device: device);
            }

            internal sealed partial class Partial() : TorchSharp.torch.nn.Module("partial")
            {
                [Buffer] internal partial torch.Tensor? {{name.TrimStart('_')}} { get; set; }
            }
            """);

    [Fact]
    public void Field_called_as_the_local_of_a_property_is_itself()
    {
        string text = Compiles(
            """
            namespace Book;

            internal sealed partial class Clash() : Module("clash")
            {
                [Buffer] internal Tensor? Mask { get; set; }
                [Buffer] internal Tensor? __Mask;
            }
            """).Text;

        Assert.Contains("ref this.__Mask)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Backing_field_gives_way_to_a_member_of_its_name() =>
        Compiles(
            """
            namespace Book;

            internal sealed partial class Clash() : Module("clash")
            {
                [Buffer] internal partial Tensor? Mask { get; set; }
                [Buffer] internal Tensor? __Mask;
                [Buffer] internal partial Tensor? State { get; set; }
                [Buffer] internal partial Tensor? state { get; set; }
            }
            """);

    [Theory]
    [InlineData("Buffer")]
    [InlineData("Module")]
    [InlineData("Parameter")]
    [InlineData("Tensor")]
    [InlineData("State")]
    [InlineData("ModuleState")]
    [InlineData("StateVisitor")]
    [InlineData("IStatefulModule")]
    [InlineData("Device")]
    [InlineData("torch")]
    [InlineData("System")]
    [InlineData("TorchSharp")]
    public void Namespace_and_class_may_have_a_type_called(string name) =>
        Compiles(
            $$"""
            namespace Book
            {
                public class {{name}};

                public partial class Attention() : global::TorchSharp.torch.nn.Module("attention")
                {
                    [global::TorchSharp.Generators.Module]
                    public partial class Inner() : global::TorchSharp.torch.nn.Module("inner")
                    {
                        public class {{name}};

                        [global::TorchSharp.Generators.Buffer] private global::TorchSharp.torch.Tensor mask = global::TorchSharp.torch.ones(1);
                        [global::TorchSharp.Generators.Parameter] public partial global::TorchSharp.Modules.Parameter? Scale { get; set; }
                    }

                    private readonly Inner inner = new();
                    [global::TorchSharp.Generators.Buffer] private global::TorchSharp.torch.Tensor mask = global::TorchSharp.torch.ones(1);
                }
            }
            """);

    /// <summary>
    /// Not <c>TorchSharp</c> and <c>System</c>: a type of such a name hides the namespace from everybody, <c>global::</c> or not, so that
    /// there is no module to begin with.
    /// </summary>
    [Theory]
    [InlineData("Buffer")]
    [InlineData("Module")]
    [InlineData("Parameter")]
    [InlineData("Tensor")]
    [InlineData("State")]
    [InlineData("ModuleState")]
    [InlineData("StateVisitor")]
    [InlineData("IStatefulModule")]
    [InlineData("Generators")]
    [InlineData("Modules")]
    [InlineData("Runtime")]
    [InlineData("Device")]
    [InlineData("torch")]
    [InlineData("nn")]
    [InlineData("global")]
    public void Outside_of_all_namespaces_there_may_be_a_type_a_namespace_or_an_alias_called(string name)
    {
        string modules =
            $$"""
            [global::TorchSharp.Generators.Module]
            public partial class Outside() : global::TorchSharp.torch.nn.Module("outside")
            {
                [global::TorchSharp.Generators.Buffer(Init = nameof(Build))] private global::TorchSharp.torch.Tensor? mask;
                [global::TorchSharp.Generators.Parameter] public partial global::TorchSharp.Modules.Parameter? Scale { get; set; }
                [global::TorchSharp.Generators.Submodule] private readonly global::System.Collections.Generic.List<Book.Inside> all = new();
                private global::TorchSharp.torch.Tensor Build(global::TorchSharp.torch.Device device) => mask ?? all[0].Mask!;
            }

            namespace Book
            {
                public partial class Inside() : global::TorchSharp.torch.nn.Module("inside")
                {
                    [global::TorchSharp.Generators.Buffer] public global::TorchSharp.torch.Tensor? Mask { get; set; }
                }
            }
            """;

        Assert.All(
            [
                $"public class {name};",
                $"namespace {name} {{ public class Other; }}",
                $"#pragma warning disable CS0440 // it is ill-advised\nglobal using {name} = global::System.Action;",
            ],
            declaration => Assert.Equal(2, Host.Default.Generate($"{declaration}\n{modules}").CompilesClean().Files.Length));
    }

    /// <summary>Nor is theirs the library's: the last part of a namespace, or an alias for all files or for one.</summary>
    [Theory]
    [InlineData("namespace Book.TorchSharp", "")]
    [InlineData("namespace TorchSharp.Book", "")]
    [InlineData("namespace TorchSharp.Generators.Runtime", "")]
    [InlineData("namespace Book", "using Tensor = TorchSharp.torch.Tensor;")]
    [InlineData("namespace Book", "using Tensor = System.String;")]
    [InlineData("namespace Book", "global using Tensor = System.String;")]
    [InlineData("namespace Book", "global using TorchSharp = System.Collections.Generic;")]
    [InlineData("namespace Book", "global using System = TorchSharp.Modules;")]
    [InlineData("namespace Book.System", "namespace Book.System.TorchSharp { public class torch; }")]
    public void Namespace_or_alias_is_not_the_librarys(string around, string beside) =>
        Assert.Single(Host.Default.Generate(
            $$"""
            {{beside}}
            {{around}}
            {
                [global::TorchSharp.Generators.Module]
                public partial class Attention() : global::TorchSharp.torch.nn.Module("attention")
                {
                    [global::TorchSharp.Generators.Buffer(Init = nameof(Build))] private global::TorchSharp.torch.Tensor? mask;
                    [global::TorchSharp.Generators.Parameter] public partial global::TorchSharp.Modules.Parameter? Scale { get; set; }
                    private global::TorchSharp.torch.Tensor Build() => global::TorchSharp.torch.ones(1);
                }
            }
            """).CompilesClean().Files);

    [Theory]
    [InlineData("Linear")]
    [InlineData("Sequential")]
    [InlineData("Dropout")]
    public void Class_may_be_called_as_a_layer_of_TorchSharp(string name) =>
        Compiles(
            $$"""
            namespace Book;

            [Module]
            public partial class {{name}}() : Module<Tensor, Tensor>("mine")
            {
                [Buffer] private Tensor mask = ones(1);
                private readonly TorchSharp.Modules.{{name}}? theirs = null;
                private readonly {{name}}? mine = null;

                public override Tensor forward(Tensor x) => theirs is null && mine is null ? mask : x;
            }
            """);

    [Fact]
    public void Class_may_be_called_as_its_namespace() =>
        Compiles(
            "namespace Attention; [Module] public partial class Attention() : Module(\"a\") { [Buffer] private Tensor mask = ones(1); }");

    [Fact]
    public void Key_is_escaped() =>
        Assert.Contains(
            """visitor.Buffer("a \"key\"\\\n\u2028", ref mask);""",
            Compiles("""partial class Escaped() : Module("e") { [Buffer("a \"key\"\\\n\u2028")] private Tensor? mask; }""").Text,
            StringComparison.Ordinal);

    private static Generated Compiles(string source)
    {
        Generated generated = Host.Default.Generate(Usings + source).CompilesClean();
        Assert.NotEmpty(generated.Files);
        return generated;
    }
}
