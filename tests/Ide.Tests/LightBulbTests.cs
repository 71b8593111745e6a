using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Ide.Tests;

/// <summary>At the squiggle of each rule the editor offers the fix, under the title that the page of the rule gives.</summary>
public class LightBulbTests
{
    [Theory]
    [InlineData("TSG0001", "Add 'partial'", "[Module] class [|Inner|]() : nn.Module(\"i\") { }", "", "x")]
    [InlineData("TSG0004", "Remove 'readonly'", "partial class Inner() : nn.Module(\"i\") { [Buffer] private readonly Tensor [|mask|] = ones(2); }", "", "x")]
    [InlineData("TSG1007", "Declare 'cache' as [Buffer(Persistent = false)]", "private Tensor cache = ones(2);", "[|register_buffer(\"cache\", cache, persistent: false)|];", "x + cache")]
    [InlineData("TSG1009", "Register it as nameof(_mask), which changes its key", "private Tensor _mask = ones(2);", "[|register_buffer(\"mask\", _mask)|];", "x + _mask")]
    [InlineData("TSG1009", "Declare '_mask' as [Buffer(\"mask\")]", "private Tensor _mask = ones(2);", "[|register_buffer(\"mask\", _mask)|];", "x + _mask")]
    [InlineData("TSG1009", "Name the field \"mask\" with [ComponentName]", "private Tensor _mask = ones(2);", "[|register_buffer(\"mask\", _mask)|];", "x + _mask")]
    [InlineData("TSG1011", "Create it on 'x.device'", "", "", "x + [|torch.ones(2)|]")]
    [InlineData("TSG1012", "Assign the result to 'batch'", "private static void Prepare(Tensor batch) { [|batch.cuda()|]; }", "", "x")]
    [InlineData("TSG1013", "Add a setter to 'weight'", "public Parameter [|weight|] { get; } = Parameter(ones(2));", "register_parameter(\"weight\", weight);", "x")]
    [InlineData("TSG1014", "Declare 'table' as [Buffer(Persistent = false)]", "private readonly Tensor table;", "RegisterComponents(); table = arange(4096);", "x * [|table.to(x.device)|]")]
    [InlineData("TSG1015", "Make 'scale' a Parameter", "private readonly Tensor [|scale = ones(2, requires_grad: true)|];", "RegisterComponents();", "x * scale")]
    [InlineData("TSG3001", "Build the optimizer after the move", "private static void Run(Linear m) { var o = [|optim.SGD(m.parameters(), 0.1)|]; m.cuda(); o.step(); }", "", "x")]
    [InlineData("TSG3002", "Detach the tensors of 'net' from the scope", "private Parameter p = Parameter(ones(2)); private static Net Make() { using var scope = NewDisposeScope(); var net = [|new Net()|]; return net; }", "", "x")]
    [InlineData("TSG3003", "Make 'total' a partial property", "[Module] partial class Inner : nn.Module { [Buffer] Tensor total; public Inner() : base(\"i\") { total = ones(1); } public void Step() { [|total = total + 1|]; } }", "", "x")]
    [InlineData("TSG3003", "Detach the tensor that 'total' gets from the scope", "[Module] partial class Inner : nn.Module { [Buffer] Tensor total; public Inner() : base(\"i\") { total = ones(1); } public void Step() { [|total = total + 1|]; } }", "", "x")]
    public Task Fix_is_offered_at_the_squiggle(string id, string title, string members, string constructor, string result) =>
        VerifyAsync(
            id,
            title,
            $$"""
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
    [InlineData("TSG2001", "Accept 'mask' as an alias of 'causal_mask'", "[|CausalAttention|]", "[Buffer] private Tensor causal_mask = ones(2);")]
    [InlineData("TSG2001", "Remove 'MyApp.CausalAttention.mask buffer' from StateKeys.txt", "[|CausalAttention|]", "")]
    [InlineData("TSG2001", "Remove 'MyApp.CausalAttention.mask buffer' from StateKeys.txt", "CausalAttention", "private Parameter [|mask|] = Parameter(ones(2));")]
    [InlineData("TSG2002", "Add 'MyApp.CausalAttention.mask buffer' to StateKeys.txt", "CausalAttention", "[Buffer] private Tensor [|mask|] = ones(2);", "")]
    public Task Fix_of_a_key_is_offered_at_the_squiggle(string id, string title, string name, string member, string keys = "MyApp.CausalAttention.mask buffer") =>
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

    private static async Task VerifyAsync(string id, string title, string marked, string? keys = null)
    {
        int begin = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        string source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        using var editor = new Editor();
        IReadOnlyList<string> titles = await editor.TitlesAtAsync(source, TextSpan.FromBounds(begin, end), TestContext.Current.CancellationToken, keys);

        Assert.Contains(title, titles);
        Assert.Contains($"**{title}**", Page(id), StringComparison.Ordinal);
    }

    /// <summary>The page, with its lines joined: a title may be broken over two of them.</summary>
    private static string Page(string id)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Generators.sln")))
        {
            directory = directory.Parent;
        }

        return File.ReadAllText(Path.Combine(directory!.FullName, "analyzers", "docs", id + ".md")).ReplaceLineEndings(" ");
    }
}
