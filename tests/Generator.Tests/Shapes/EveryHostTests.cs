using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>The generated code compiles without a word in every project that people have, whatever their files look like.</summary>
public class EveryHostTests
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    /// <summary>What C# 9 can say; the nullable reference is there for projects that have them.</summary>
    private const string Old =
        """
        namespace Book
        {
            public partial class Old : Module
            {
                public Old() : base("old") { }

                [Buffer("m", Persistent = false, KeepDtype = true, Init = nameof(Build), Aliases = new[] { "old" })] private Tensor mask = ones(1);
                [Buffer] public Tensor Steps { get; protected set; } = ones(1);
                [Parameter] private Parameter scale = new Parameter(ones(1));
                [Submodule] private readonly System.Collections.Generic.List<Linear[]> layers = new System.Collections.Generic.List<Linear[]>();
                [NotRegistered] private Module teacher = Linear(1, 1);

                private Tensor Build(Device device) => mask + scale + layers.Count + (teacher.training ? 1 : 0);
            }
        }
        """;

    public static MatrixTheoryData<LanguageVersion, NullableContextOptions, bool> Hosts { get; } = new(
        [
            LanguageVersion.CSharp9, LanguageVersion.CSharp10, LanguageVersion.CSharp11, LanguageVersion.CSharp12, LanguageVersion.CSharp13,
            LanguageVersion.Latest, LanguageVersion.Preview,
        ],
        [
            NullableContextOptions.Disable, NullableContextOptions.Warnings, NullableContextOptions.Annotations,
            NullableContextOptions.Enable
        ],
        [false, true]);

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Language_nullability_and_overflow_checks_do_not_matter(
        LanguageVersion language, NullableContextOptions nullable, bool isChecked) =>
        Compiles(Host.Default with { Language = language, Nullable = nullable, IsChecked = isChecked }, Old);

    [Theory]
    [InlineData("file-scoped namespace", "namespace Book; public partial class M() : Module(\"m\") { [Buffer] private Tensor? mask; }")]
    [InlineData(
        "namespaces in each other",
        "namespace A.B { namespace C { public partial class M() : Module(\"m\") { [Buffer] private Tensor? mask; } } }")]
    [InlineData("part that is not compiled", "public partial class M() : Module(\"m\") { [Buffer] private Tensor? mask;\n#if NEVER\n[Buffer(\"mask\")] private Tensor? other;\n#endif\n}")]
    [InlineData(
        "part that is",
        "public partial class M() : Module(\"m\") {\n#if !NEVER\n[Buffer] private Tensor? mask;\n#else\nnonsense\n#endif\n}")]
    [InlineData(
        "required",
        "public partial class M() : Module(\"m\") { [Buffer] public required Tensor Mask { get; set; } public required Linear Fc; }")]
    [InlineData("unsafe", "public unsafe partial class M() : Module(\"m\") { [Buffer] private Tensor? mask; public int* Pointer; }")]
    [InlineData(
        "the field keyword",
        "public partial class M() : Module(\"m\") { [Buffer] public Tensor? Mask { get => field; set => field = value; } }",
        LanguageVersion.Preview)]
    [InlineData("partial constructor and event", "public partial class M : Module { public partial M(); public partial M() : base(\"m\") { } public partial event System.Action E; public partial event System.Action E { add { } remove { } } [Buffer] private Tensor? mask; }", LanguageVersion.Preview)]
    [InlineData("extension members", "public static class E { extension(Module module) { public int Count => 0; } } public partial class M() : Module(\"m\") { [Buffer] private Tensor? mask; public int N => this.Count; }", LanguageVersion.Preview)]
    [InlineData("members called as ours and odd ones", "public partial class M() : Module(\"m\") { [Buffer] public Tensor? State, _, @class, __; public void VisitState() { } public Linear? Buffer; public int ModuleState => 1; }")]
    [InlineData(
        "namespaces called as others",
        "namespace Book.TorchSharp.System.Runtime.global { public partial class M() : Module(\"m\") { [Buffer] private Tensor? mask; } }")]
    [InlineData("types called as others around it", "namespace Book { public class TorchSharp; public class System; public class Runtime; public class Tensor; public partial class M() : global::TorchSharp.torch.nn.Module(\"m\") { [Buffer] private global::TorchSharp.torch.Tensor? mask; } }")]
    [InlineData(
        "Unicode", "namespace Книга { public partial class Внимание() : Module(\"m\") { [Buffer] private Tensor? маска, 面具, ﬁ; } }")]
    [InlineData("comments between all", "public /* a */ partial /* b */ class /* c */ M /* d */ () : Module(\"m\") { /* e */ [ /* f */ Buffer /* g */ ] /* h */ private /* i */ Tensor? /* j */ mask /* k */ ; }")]
    public void Shape_compiles(string shape, string source, LanguageVersion language = LanguageVersion.CSharp13)
    {
        Assert.NotEmpty(shape);
        Compiles(Host.Default with { Language = language }, source);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(1, 20)]
    public void Large_classes_compile(int members, int depth)
    {
        string fields =
            string.Concat(
                Enumerable.Range(0, members).Select(
                    static i => $"[Buffer] private Tensor? member{i}; [Buffer] public partial Tensor? P{i} {{ get; set; }}\n"));
        string open = string.Concat(Enumerable.Range(0, depth).Select(static i => $"public partial class Outer{i}<T{i}> {{ "));
        string chain =
            string.Concat(
                Enumerable.Range(1, depth).Select(
                    static i => $"public partial class C{i} : C{i - 1} {{ [Buffer] private Tensor? level{i}; }}\n"));

        Generated generated = Host.Default.Generate(
            $"{Usings}{open} public partial class M() : Module(\"m\") {{ {fields} }} {new string('}', depth)}\npublic partial class C0() : Module(\"c\") {{ [Buffer] private Tensor? level0; }}\n{chain}");

        Assert.Equal(depth + 2, generated.CompilesClean().Files.Length);
    }

    /// <summary>Files that differ in case only are one file on Windows and macOS, and no path is longer than it has to be.</summary>
    [Fact]
    public void Names_of_files_are_unique_whatever_the_case_and_fit_a_file_system()
    {
        string longName = new('x', 400);
        string longInBytes = new('面', 100);
        string[] names =
        [
            .. Host.Default.Generate(
                Usings + $$"""
                public partial class Model() : Module("m") { [Buffer] private Tensor? a; }
                public partial class model() : Module("m") { [Buffer] private Tensor? a; }
                public partial class MODEL<T>() : Module("m") { [Buffer] private Tensor? a; }
                namespace a { public partial class B() : Module("m") { [Buffer] private Tensor? a; } }
                namespace A { public partial class b() : Module("m") { [Buffer] private Tensor? a; } }
                public partial class {{longName}}() : Module("m") { [Buffer] private Tensor? a; }
                public partial class {{longName}}1() : Module("m") { [Buffer] private Tensor? a; }
                public partial class {{longInBytes}}() : Module("m") { [Buffer] private Tensor? a; }
                public partial class {{longInBytes}}1() : Module("m") { [Buffer] private Tensor? a; }
                """).HintNames,
        ];

        Assert.Equal(9, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, static name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 140));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void Culture_and_line_ends_change_nothing(string name)
    {
        string expected = Text(Usings + Old);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal(expected, Text((Usings + Old).ReplaceLineEndings("\r\n")));
            Assert.Equal(expected, Text((Usings + Old).ReplaceLineEndings("\n")));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>
    /// While it is typed a file has errors enough; none of them may be in a file that nobody wrote. One can be: whatever names a
    /// generic type while the constraint of its parameter is half typed has the compiler's word about the constraint (CS0314).
    /// </summary>
    [Fact]
    public void Generated_files_have_no_error_at_any_moment_of_typing()
    {
        const string Sample = Usings +
            """
            namespace Book;

            [Module, StateNaming(StateNamingPolicy.SnakeCaseLower)]
            public abstract partial class Block<T>(long size) : Module<Tensor, Tensor>("block") where T : Module
            {
                [Buffer("mask", Persistent = false, Init = nameof(Build))] private Tensor? mask, second = zeros(2);
                [Parameter] public virtual partial Parameter? Weight { get; private set; }
                [Submodule("heads")] private readonly System.Collections.Generic.Dictionary<int, T[]> heads = [];
                private Tensor Build(Device device) => zeros(size, device: device);
                partial struct Inner<U> { [Module] public partial class Nested() : Module("n") { [NotRegistered] public partial Tensor Kept { get; init; } } }
            }
            """;

        SyntaxToken[] tokens =
            [.. CSharpSyntaxTree.ParseText(Sample).GetRoot().DescendantTokens().Where(static token => token.SpanStart > Usings.Length)];
        List<string> complaints = [];
        foreach (SyntaxToken token in tokens)
        {
            foreach (string typed in new[]
            {
                Sample[..token.SpanStart],
                Sample.Remove(token.SpanStart, token.Span.Length),
                Sample.Insert(token.SpanStart, token.Text + " ")
            })
            {
                Generated generated = Host.Default.Generate(typed);
                complaints.AddRange(generated.Files
                    .SelectMany(file => generated.Output.GetSemanticModel(file.SyntaxTree).GetDiagnostics())
                    .Where(static diagnostic => diagnostic is { DefaultSeverity: DiagnosticSeverity.Error, Id: not "CS0314" })
                    .Select(error => $"{error}\n{typed[Usings.Length..]}"));
            }
        }

        Assert.True(complaints.Count == 0, string.Join("\n\n", complaints.Take(10)));
    }

    private static string Text(string source) => Host.Default.Generate(source).Text;

    private static void Compiles(Host host, string source) => Assert.NotEmpty(host.Generate(Usings + source).CompilesClean().Files);
}
