using System.Globalization;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Incrementality;

/// <summary>Each class has one file, and the same one in every run, order of files and culture.</summary>
public class OneFilePerClassTests
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private static readonly string[] s_sources =
    [
        Usings +
        """
        namespace A;

        [Module]
        public partial class Both() : Module("both")
        {
            [Buffer] private Tensor? mask, table;
            [Parameter] private Parameter? scale;
            [Submodule] public Linear? linear;
            [NotRegistered] public Linear? teacher;
        }
        """,
        Usings +
        """
        namespace B;

        public partial class Both() : Module("both")
        {
            [NotRegistered] public Linear? teacher;
            [Submodule] public Linear? linear;
            [Parameter] private Parameter? scale;
            [Buffer] private Tensor? mask, table;
        }

        public partial class Both<T>() : Module("both")
        {
            [Buffer] private Tensor? InputIds, Iota;
        }
        """,
        Usings +
        """
        namespace B;

        [StateNaming(StateNamingPolicy.SnakeCaseLower)]
        public partial class both<T>() : Module("both")
        {
            [Buffer] private Tensor? InputIds, Iota;

            public partial class Both() : Module("inner")
            {
                [Buffer] private Tensor? mask;
            }
        }
        """,
    ];

    private static readonly string[] s_files =
    [
        "A.Both.TorchState.g.cs",
        "B.(0042)oth-1.TorchState.g.cs",
        "B.(0042)oth.TorchState.g.cs",
        "B.both-1.Both.TorchState.g.cs",
        "B.both-1.TorchState.g.cs",
    ];

    [Fact]
    public void Class_with_many_attributes_has_one_file() =>
        Assert.Equal(s_files, Host.Default.Generate(s_sources).CompilesClean().HintNames.Order(StringComparer.Ordinal));

    [Fact]
    public void Files_do_not_depend_on_the_order_of_the_sources()
    {
        Dictionary<string, string> inOrder = Texts(s_sources);

        Assert.Equal(inOrder, Texts(s_sources));
        Assert.Equal(inOrder, Texts(s_sources.Reverse()));
    }

    [Fact]
    public void Files_do_not_depend_on_the_culture()
    {
        Dictionary<string, string> invariant = Texts(s_sources);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("ı", "I".ToLower(CultureInfo.CurrentCulture));

            Assert.Equal(invariant, Texts(s_sources));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Files_end_lines_as_on_every_host() =>
        Assert.All(Texts(s_sources).Values, static text =>
        {
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.All(text.Split('\n'), static line => Assert.Equal(line.TrimEnd(), line));
        });

    [Fact]
    public void Parts_of_a_class_in_several_files_give_one_file_in_the_order_of_the_files()
    {
        string text = Host.Default.Generate(
            Usings + """public partial class Parts() : Module("parts") { [Buffer] private Tensor? first; }""",
            Usings + """partial class Parts { [Buffer] private Tensor? second; }""",
            Usings + """partial class Parts { [Buffer] private Tensor? third; }""").CompilesClean().Text;

        Assert.Equal(
            ["first", "second", "third"],
            text.Split("visitor.Buffer(\"").Skip(1).Select(static part => part[..part.IndexOf('"', StringComparison.Ordinal)]));
    }

    /// <summary>Two files of one name would end the generator for the whole project.</summary>
    [Theory]
    [InlineData(1, "[Module] public partial class A() : Module(\"a\");", "[Module] public partial class A;")]
    [InlineData(1, "[Module] public partial class A() : Module(\"a\");", "[Module] public partial class A() : Module(\"a\");")]
    [InlineData(2, "[Module] public partial class A() : Module(\"a\") { [Module] public partial class B() : Module(\"b\"); }", "namespace A { partial class Other; }")]
    [InlineData(2, "public partial class A { [Module] public partial class B() : Module(\"b\"); }", "namespace A { [Module] public partial class B() : Module(\"b\"); }")]
    public void Names_that_stand_for_two_things_do_not_end_the_generator(int files, string first, string second) =>
        Assert.Equal(files, Host.Default.Generate(Usings + first, Usings + second).HintNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Property_that_is_written_twice_is_implemented_once()
    {
        const string Property = "[Buffer] public partial Tensor? Mask { get; set; }";
        string text = Host.Default.Generate(Usings + $"public partial class A() : Module(\"a\") {{ {Property} {Property} }}").Text;

        Assert.Equal(2, text.Split("Tensor? Mask\n").Length);
    }

    private static Dictionary<string, string> Texts(IEnumerable<string> sources) =>
        Host.Default.Generate(sources).Files.ToDictionary(static file => file.HintName, static file => file.SourceText.ToString());
}
