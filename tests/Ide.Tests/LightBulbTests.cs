using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Ide.Tests;

/// <summary>At the squiggle of each rule the editor offers the fix, under the title that the page of the rule gives.</summary>
public class LightBulbTests
{
    [Theory]
    [InlineData("TSG0001", "Add 'partial'", "[Module] class [|Inner|]() : nn.Module(\"i\") { }", "", "x")]
    [InlineData("TSG0002", "Remove [Buffer]", "class Plain { [Buffer] private Tensor [|mask|] = ones(2); }", "", "x")]
    [InlineData(
        "TSG0003",
        "Change [Parameter] to [Buffer]",
        "partial class Inner() : nn.Module(\"i\") { [Parameter] private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0003",
        "Change the type to Parameter",
        "partial class Inner() : nn.Module(\"i\") { [Parameter] private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData("TSG0003", "Remove [Buffer]", "partial class Inner() : nn.Module(\"i\") { [Buffer] private int [|n|] = 2; }", "", "x")]
    [InlineData(
        "TSG0004",
        "Remove 'readonly'",
        "partial class Inner() : nn.Module(\"i\") { [Buffer] private readonly Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0004",
        "Add 'private set'",
        "partial class Inner() : nn.Module(\"i\") { [Buffer] public Tensor [|Mask|] { get; } = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0004",
        "Change 'init' to 'set'",
        "partial class Inner() : nn.Module(\"i\") { [Buffer] public Tensor [|Mask|] { get; init; } = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0004",
        "Remove 'field:'",
        "partial class Inner() : nn.Module(\"i\") { [field: Buffer] public Tensor [|Mask|] { get; set; } = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0005",
        "Keep [Buffer]",
        "partial class Inner() : nn.Module(\"i\") { [Buffer, NotRegistered] private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0005",
        "Keep [NotRegistered]",
        "partial class Inner() : nn.Module(\"i\") { [Buffer, NotRegistered] private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0005",
        "Keep [Buffer(\"rope_cos\")]",
        "partial class Inner() : nn.Module(\"i\") { [Buffer(\"rope_cos\"), TorchSharp.Utils.ComponentName(Name = \"cos\")] private Tensor [|cos|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0005",
        "Keep [ComponentName(Name = \"cos\")]",
        "partial class Inner() : nn.Module(\"i\") { [Buffer(\"rope_cos\"), TorchSharp.Utils.ComponentName(Name = \"cos\")] private Tensor [|cos|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG0006",
        "Use the key \"rope_cos\"",
        "partial class Inner() : nn.Module(\"i\") { [Buffer(\"rope.cos\")] private Tensor [|cos|] = ones(2); }",
        "",
        "x")]
    [InlineData("TSG0007", "Use the key \"mask_2\"", "partial class Inner() : nn.Module(\"i\") { [Buffer(\"mask\")] private Tensor a = ones(2); [Buffer] private Tensor [|mask|] = ones(2); }", "", "x")]
    [InlineData(
        "TSG0009",
        "Create the method 'BuildMask'",
        "partial class Inner() : nn.Module(\"i\") { [Buffer(Init = \"BuildMask\")] private Tensor [|mask|]; }",
        "",
        "x")]
    [InlineData(
        "TSG1007",
        "Declare 'cache' as [Buffer(Persistent = false)]",
        "private Tensor cache = ones(2);",
        "[|register_buffer(\"cache\", cache, persistent: false)|];",
        "x + cache")]
    [InlineData(
        "TSG1009",
        "Register it as nameof(_mask), which changes its key",
        "private Tensor _mask = ones(2);",
        "[|register_buffer(\"mask\", _mask)|];",
        "x + _mask")]
    [InlineData(
        "TSG1009",
        "Declare '_mask' as [Buffer(\"mask\")]",
        "private Tensor _mask = ones(2);",
        "[|register_buffer(\"mask\", _mask)|];",
        "x + _mask")]
    [InlineData(
        "TSG1009",
        "Name the field \"mask\" with [ComponentName]",
        "private Tensor _mask = ones(2);",
        "[|register_buffer(\"mask\", _mask)|];",
        "x + _mask")]
    [InlineData("TSG1011", "Create it on 'x.device'", "", "", "x + [|torch.ones(2)|]")]
    [InlineData("TSG1012", "Assign the result to 'batch'", "private static void Prepare(Tensor batch) { [|batch.cuda()|]; }", "", "x")]
    [InlineData(
        "TSG1013",
        "Add a setter to 'weight'",
        "public Parameter [|weight|] { get; } = Parameter(ones(2));",
        "register_parameter(\"weight\", weight);",
        "x")]
    [InlineData(
        "TSG1014",
        "Declare 'table' as [Buffer(Persistent = false)]",
        "private readonly Tensor table;",
        "RegisterComponents(); table = arange(4096);",
        "x * [|table.to(x.device)|]")]
    [InlineData(
        "TSG1015",
        "Make 'scale' a Parameter",
        "private readonly Tensor [|scale = ones(2, requires_grad: true)|];",
        "RegisterComponents();",
        "x * scale")]
    [InlineData(
        "TSG1001",
        "Register 'mask' as a buffer: it moves and is saved",
        "[Module] partial class Inner() : nn.Module(\"i\") { private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG1001",
        "Register 'mask' as a non-persistent buffer: it moves, and is not saved",
        "[Module] partial class Inner() : nn.Module(\"i\") { private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData(
        "TSG1001",
        "Leave 'mask' unregistered on purpose",
        "[Module] partial class Inner() : nn.Module(\"i\") { private Tensor [|mask|] = ones(2); }",
        "",
        "x")]
    [InlineData("TSG1002", "Generate the registration of 'Child': [Module]", "class Child() : nn.Module(\"c\") { private Linear fc = Linear(2, 2); } static void Run() { var child = new Child(); [|child.to(ScalarType.Float64)|]; }", "", "x")]
    [InlineData("TSG1002", "Call RegisterComponents() at the end of the constructor of 'Child'", "class Child : nn.Module { private Linear fc = Linear(2, 2); public Child() : base(\"c\") { } } static void Run() { var child = new Child(); [|child.to(ScalarType.Float64)|]; }", "", "x")]
    [InlineData(
        "TSG1003",
        "Move RegisterComponents() to the end of the constructor",
        "private Tensor mask;",
        "RegisterComponents(); [|mask = ones(2)|];",
        "x + mask")]
    [InlineData(
        "TSG1004",
        "Write into the registered tensor: copy_()",
        "private Tensor mean = zeros(1); public void Step(Tensor x) { [|mean = mean * 0.9 + x.mean() * 0.1|]; }",
        "RegisterComponents();",
        "x + mean")]
    [InlineData("TSG1004", "Generate the registration of 'Model': [Module]", "class Model : nn.Module { private Tensor mean = zeros(1); public Model() : base(\"m\") { RegisterComponents(); } public void Step(Tensor x) { [|mean = x.mean()|]; } }", "", "x")]
    [InlineData(
        "TSG1005",
        "Register the elements of 'layers': [Submodule]",
        "[Module] partial class Inner() : nn.Module(\"i\") { private readonly List<Linear> [|layers|] = [Linear(2, 2)]; }",
        "",
        "x")]
    [InlineData(
        "TSG1005",
        "Make 'layers' a ModuleList",
        "private readonly List<Linear> [|layers|] = new();",
        "layers.Add(Linear(2, 2)); RegisterComponents();",
        "layers[0].call(x)")]
    [InlineData("TSG1006", "Generate the registration of 'Model': [Module]", "class Backbone : nn.Module { private Linear body; public Backbone() : base(\"b\") { body = Linear(2, 2); RegisterComponents(); } } class [|Model|] : Backbone { private Linear head; public Model() { head = Linear(2, 2); } }", "", "x")]
    [InlineData(
        "TSG1008",
        "Make 'mean' an instance member",
        "private static readonly Tensor [|mean|] = ones(2);",
        "RegisterComponents();",
        "x - mean")]
    [InlineData("TSG1010", "Generate the registration of 'Head', with the key 'Fc'", "class Head : nn.Module { public Linear [|Fc|] { get; set; } = Linear(2, 2); public Head() : base(\"h\") { RegisterComponents(); } }", "", "x")]
    [InlineData(
        "TSG1010",
        "Keep 'fc' in a field",
        "class Block(Linear [|fc|]) : Module<Tensor, Tensor>(\"b\") { public override Tensor forward(Tensor x) => fc.call(x); }",
        "",
        "x")]
    [InlineData("TSG1012", "Work in place: 'clamp_'", "private static void Prepare(Tensor batch) { [|batch.clamp(0, 1)|]; }", "", "x")]
    [InlineData("TSG1016", "Generate the registration of 'Model': [Module]", "[Module] partial class Backbone() : nn.Module(\"b\") { [Buffer] private Tensor mask = ones(2); } class [|Model|] : Backbone { public Tensor mean = zeros(2); }", "", "x")]
    [InlineData(
        "TSG1017",
        "Move behind RegisterComponents()",
        "private readonly Linear fc = Linear(2, 2);",
        "[|apply(_ => { })|]; RegisterComponents();",
        "fc.call(x)")]
    [InlineData(
        "TSG1017",
        "Move behind the registration",
        "private readonly Linear fc = Linear(2, 2);",
        "[|apply(_ => { })|]; register_module(\"fc\", fc);",
        "fc.call(x)")]
    [InlineData(
        "TSG1017", "Call RegisterComponents() first", "private readonly Linear fc = Linear(2, 2);", "[|apply(_ => { })|];", "fc.call(x)")]
    [InlineData(
        "TSG1017",
        "Move behind a call of RegisterComponents()",
        "private readonly Linear fc;",
        "[|apply(_ => { })|]; fc = Linear(2, 2);",
        "fc.call(x)")]
    [InlineData(
        "TSG1018",
        "Remove the call: 'mask' is registered",
        "private Tensor mask = ones(2);",
        "RegisterComponents(); [|register_buffer(\"mask\", mask)|];",
        "x + mask")]
    [InlineData(
        "TSG1018",
        "Assign the registered 'mask'",
        "",
        "register_buffer(\"mask\", ones(2)); [|register_buffer(\"mask\", zeros(2))|];",
        "x + get_buffer(\"mask\")!")]
    [InlineData("TSG1019", "Generate the registration of 'MelSpectrogram': [Module]", "} public class [|MelSpectrogram|]() : Module<Tensor, Tensor>(\"m\") { private Tensor window = hann_window(4); public override Tensor forward(Tensor x) => x * window; } partial class Net {", "", "x")]
    [InlineData("TSG1019", "Call RegisterComponents() at the end of the constructor of 'MelSpectrogram'", "} public class [|MelSpectrogram|] : Module<Tensor, Tensor> { private Tensor window = hann_window(4); public MelSpectrogram() : base(\"m\") { } public override Tensor forward(Tensor x) => x * window; } partial class Net {", "", "x")]
    [InlineData(
        "TSG1020",
        "Replace \".\" by \"_\" in the name",
        "private readonly Linear down = Linear(2, 2);",
        "register_module([|\"down.0\"|], down);",
        "down.call(x)")]
    [InlineData(
        "TSG1021",
        "Remove 'register_parameter(\"tied\", fc.weight)'",
        "private readonly Linear fc = Linear(2, 2);",
        "RegisterComponents(); [|register_parameter(\"tied\", fc.weight)|];",
        "fc.call(x)")]
    [InlineData("TSG1022", "Remove 'RegisterComponents()'", "[Module] partial class Inner : nn.Module { private Linear fc = Linear(2, 2); public Inner() : base(\"i\") { [|RegisterComponents()|]; } }", "", "x")]
    [InlineData(
        "TSG3001",
        "Build the optimizer after the move",
        "private static void Run(Linear m) { var o = [|optim.SGD(m.parameters(), 0.1)|]; m.cuda(); o.step(); }",
        "",
        "x")]
    [InlineData("TSG3002", "Detach the tensors of 'net' from the scope", "private Parameter p = Parameter(ones(2)); private static Net Make() { using var scope = NewDisposeScope(); var net = [|new Net()|]; return net; }", "", "x")]
    [InlineData("TSG3003", "Make 'total' a partial property", "[Module] partial class Inner : nn.Module { [Buffer] Tensor total; public Inner() : base(\"i\") { total = ones(1); } public void Step() { [|total = total + 1|]; } }", "", "x")]
    [InlineData("TSG3003", "Detach the tensor that 'total' gets from the scope", "[Module] partial class Inner : nn.Module { [Buffer] Tensor total; public Inner() : base(\"i\") { total = ones(1); } public void Step() { [|total = total + 1|]; } }", "", "x")]
    [InlineData(
        "TSG3004",
        "Remove 'using'",
        "private readonly Linear fc = Linear(2, 2);",
        "RegisterComponents(); using var [|w = get_parameter(\"fc.weight\")|];",
        "fc.call(x)")]
    [InlineData(
        "TSG3004",
        "Remove 'Dispose()'",
        "private readonly Linear fc = Linear(2, 2);",
        "RegisterComponents(); [|fc.weight!.Dispose()|];",
        "fc.call(x)")]
    [InlineData("TSG9001", "Generate the state of this class", "class [|Block|] : nn.Module { private readonly Linear proj; public Block() : base(\"b\") { proj = Linear(4, 4); RegisterComponents(); } }", "", "x")]
    public Task Fix_is_offered_at_the_squiggle(string id, string title, string members, string constructor, string result) =>
        VerifyAsync(
            id,
            title,
            $$"""
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            partial class Net : Module<Tensor, Tensor>
            {
                {{members}}

                public Net() : base("net")
                {
                    {{constructor}}
                }

                public override Tensor forward(Tensor x) => {{result}};
            }
            """);

    [Theory]
    [InlineData("TSG0010", "Turn the property into a field", LanguageVersion.CSharp12)]
    public Task Fix_of_an_older_language_is_offered_at_the_squiggle(string id, string title, LanguageVersion language) =>
        VerifyAsync(
            id,
            title,
            """
            using TorchSharp;
            using TorchSharp.Generators;

            partial class Net() : torch.nn.Module("net")
            {
                [Buffer] public partial torch.Tensor? [|Mask|] { get; set; }
            }
            """,
            language: language);

    [Theory]
    [InlineData(
        "TSG2001", "Accept 'mask' as an alias of 'causal_mask'", "[|CausalAttention|]", "[Buffer] private Tensor causal_mask = ones(2);")]
    [InlineData("TSG2001", "Remove 'MyApp.CausalAttention.mask buffer' from StateKeys.txt", "[|CausalAttention|]", "")]
    [InlineData(
        "TSG2001",
        "Remove 'MyApp.CausalAttention.mask buffer' from StateKeys.txt",
        "CausalAttention",
        "private Parameter [|mask|] = Parameter(ones(2));")]
    [InlineData(
        "TSG2002",
        "Add 'MyApp.CausalAttention.mask buffer' to StateKeys.txt",
        "CausalAttention",
        "[Buffer] private Tensor [|mask|] = ones(2);",
        "")]
    public Task Fix_of_a_key_is_offered_at_the_squiggle(
        string id, string title, string name, string member, string keys = "MyApp.CausalAttention.mask buffer") =>
        VerifyAsync(
            id,
            title,
            $$"""
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace MyApp;

            [Module]
            partial class {{name}}() : Module<Tensor, Tensor>("net")
            {
                {{member}}

                public override Tensor forward(Tensor x) => x;
            }
            """,
            keys);

    [Fact]
    public void Every_fix_has_a_light_bulb_here()
    {
        IEnumerable<string> missing =
            FixedProject.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).Except(Rows().Select(static row => row.Id));

        Assert.True(!missing.Any(), $"No row here for {string.Join(", ", missing)}: docs/writing-a-rule.md, step 4");
    }

    /// <summary>What a page has in bold are titles of fixes.</summary>
    [Fact]
    public void Every_title_of_a_page_has_a_light_bulb_here()
    {
        (string Id, string Title)[] titles =
        [
            .. from id in RulePage.Ids
               from Match bold in Regex.Matches(RulePage.Read(id), @"\*\*(.+?)\*\*")
               select (id, bold.Groups[1].Value),
        ];

        Assert.NotEmpty(titles);
        Assert.Empty(titles.Except(Rows()));
    }

    private static IEnumerable<(string Id, string Title)> Rows() =>
        from method in typeof(LightBulbTests).GetMethods()
        from row in method.GetCustomAttributes<InlineDataAttribute>()
        select ((string)row.Data[0]!, (string)row.Data[1]!);

    private static async Task VerifyAsync(
        string id, string title, string marked, string? keys = null, LanguageVersion language = LanguageVersion.CSharp13)
    {
        int begin = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        string source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        using var editor = new Editor();
        IReadOnlyList<string> titles = await editor.TitlesAtAsync(
            source, TextSpan.FromBounds(begin, end), TestContext.Current.CancellationToken, keys, language);

        Assert.Contains(title, titles);
        Assert.Contains($"**{title}**", RulePage.Read(id), StringComparison.Ordinal);
    }
}
