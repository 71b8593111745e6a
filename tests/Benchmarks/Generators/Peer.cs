using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Tests.Benchmarks.Generators;

/// <summary>A generator, and a class of six members for which it writes code.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Create">A new one; what it remembers of a compilation is gone.</param>
/// <param name="Class">The class, in a file of its own.</param>
/// <param name="Library">What the class is compiled against beside the framework.</param>
public sealed record Peer(string Name, Func<IIncrementalGenerator> Create, string Class, params MetadataReference[] Library)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "peers");

    /// <summary>The first is ours.</summary>
    public static IReadOnlyList<Peer> All { get; } =
    [
        new(
            "TorchSharp.Generators",
            static () => new ModuleGenerator(),
            """
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            namespace Models;
            [Module]
            public partial class ClassNUMBER() : torch.nn.Module<torch.Tensor, torch.Tensor>("ClassNUMBER")
            {
                private readonly Linear first = torch.nn.Linear(4, 4);
                private readonly Linear second = torch.nn.Linear(4, 4);
                private readonly LayerNorm norm = torch.nn.LayerNorm(4);
                private readonly Dropout dropout = torch.nn.Dropout(0.1);
                private Parameter scale = torch.nn.Parameter(torch.ones(4));
                [Buffer] private torch.Tensor mask = torch.ones(4, 4);
                public override torch.Tensor forward(torch.Tensor x) => dropout.call(norm.call(second.call(first.call(x))) * scale) + mask;
            }
            """,
            TestReferences.TorchSharp,
            TestReferences.Runtime),
        new(
            "MVVM Toolkit",
            Load("CommunityToolkit.Mvvm.SourceGenerators", "ObservablePropertyGenerator"),
            """
            using CommunityToolkit.Mvvm.ComponentModel;
            namespace Models;
            public partial class ClassNUMBER : ObservableObject
            {
                [ObservableProperty] private string? first;
                [ObservableProperty] private string? second;
                [ObservableProperty] private int third;
                [ObservableProperty] private int fourth;
                [ObservableProperty] private double fifth;
                [ObservableProperty] private double sixth;
            }
            """,
            Reference("CommunityToolkit.Mvvm")),
        new(
            "System.Text.Json",
            Load("System.Text.Json.SourceGeneration", "JsonSourceGenerator"),
            Plain(
                "using System.Text.Json.Serialization;",
                "[JsonSerializable(typeof(ClassNUMBER))] public partial class ContextNUMBER : JsonSerializerContext;")),
        new(
            "PolyType",
            Load("PolyType.SourceGenerator", "PolyTypeGenerator"),
            Plain("using PolyType;", "", "[GenerateShape] "),
            Reference("PolyType")),
    ];

    public CSharpCompilation Compile(int classes) => CSharpCompilation.Create(
        "Sample",
        Enumerable.Range(0, classes).Select(number => Parse(Numbered(number), number)).Append(Parse("class Plain { }", classes)),
        [.. TestReferences.Framework, .. Library],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    public static SyntaxTree Parse(string text, int number) => CSharpSyntaxTree.ParseText(text, Options, $"{number}.cs", Encoding.UTF8);

    public override string ToString() => Name;

    private string Numbered(int number) => Class.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture));

    private static string Plain(string head, string tail, string attribute = "") =>
        $$"""
        {{head}}
        namespace Models;
        {{attribute}}public partial class ClassNUMBER
        {
            public string? First { get; set; }
            public string? Second { get; set; }
            public int Third { get; set; }
            public int Fourth { get; set; }
            public double Fifth { get; set; }
            public double Sixth { get; set; }
        }
        {{tail}}
        """;

    private static Func<IIncrementalGenerator> Load(string assembly, string type) => () =>
        (IIncrementalGenerator)Activator.CreateInstance(
            Assembly.LoadFrom(Path.Combine(s_folder, assembly + ".dll")).GetTypes().Single(candidate => candidate.Name == type))!;

    private static PortableExecutableReference Reference(string assembly) =>
        MetadataReference.CreateFromFile(Path.Combine(s_folder, assembly + ".dll"));
}
