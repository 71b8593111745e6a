using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.CodeFixes.Checkpoint;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Checkpoint.NewKeyAnalyzer,
    TorchSharp.Generators.CodeFixes.Checkpoint.NewKeyFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

public class NewKeyFixTests
{
    [Fact]
    public Task Empty_file_gets_a_line_for_each_key() =>
        VerifyAsync(
            "",
            """
            MyApp.CausalAttention."a # b" buffer
            MyApp.CausalAttention.W_query module TorchSharp.Modules.Linear
            MyApp.CausalAttention.extra parameter
            MyApp.CausalAttention.mask buffer
            MyApp.Outer<TOuter>.Wrap<T>.inner module T
            MyApp.Outer<TOuter>.Wrap<T>.layers module System.Collections.Generic.List<MyApp.CausalAttention>
            MyApp.Outer<TOuter>.Wrap<T>.table module System.Collections.Generic.Dictionary<string, TOuter[]>
            MyApp.Rope.event module MyApp.@class
            MyApp.Rope.inv_freq buffer non-persistent
            MyApp.Rope.masks buffer
            MyApp.Rope.w_norm module TorchSharp.torch.nn.IModule<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>

            """,
            """
            namespace MyApp;

            [Module]
            public partial class CausalAttention() : nn.Module("c")
            {
                private readonly Linear {|TSG2002:W_query|} = Linear(2, 2);
                [Buffer] private Tensor {|TSG2002:mask|} = zeros(2);
                [Buffer("a # b")] private Tensor? {|TSG2002:odd|};
            }

            public partial class CausalAttention
            {
                [Parameter] public partial Parameter? {|TSG2002:extra|} { get; set; }
            }
            """,
            """
            namespace MyApp;

            public partial class Outer<TOuter> where TOuter : nn.Module
            {
                [Module]
                public abstract partial class Wrap<T>() : nn.Module("w")
                    where T : nn.Module
                {
                    private T? {|TSG2002:inner|};
                    [Submodule] private readonly List<CausalAttention?> {|TSG2002:layers|} = new();
                    [Submodule] private readonly Dictionary<string, TOuter[]?> {|TSG2002:table|} = new();
                }
            }

            [Module] public partial class @class() : nn.Module("c");

            [Module, StateNaming(StateNamingPolicy.SnakeCaseLower)]
            public partial class Rope() : nn.Module("r")
            {
                [Buffer(Persistent = false)] private Tensor {|TSG2002:invFreq|} = zeros(2);
                [Buffer] private Tensor[] {|TSG2002:masks|} = [];
                [Submodule] private IModule<Tensor, Tensor>? {|TSG2002:WNorm|};
                private @class? {|TSG2002:@event|};
            }
            """);

    [Fact]
    public Task Lines_keep_the_order_the_ends_and_the_comments_of_the_file() =>
        VerifyAsync(
            "# keys of 1.0\r\nNet.b buffer\r\n\r\n# the last\r\nNet.d buffer",
            "# keys of 1.0\r\nNet.a buffer\r\nNet.b buffer\r\n\r\nNet.c buffer\r\n# the last\r\nNet.d buffer\r\nNet.e buffer",
            """
            [Module]
            partial class Net() : nn.Module("n")
            {
                [Buffer] private Tensor {|TSG2002:e|} = zeros(2), {|TSG2002:a|} = zeros(2), d = zeros(2);
                [Buffer] private Tensor {|TSG2002:c|} = zeros(2);
                [Buffer] private Tensor b = zeros(2);
            }
            """);

    [Fact]
    public Task Line_goes_into_the_first_of_several_files() =>
        Verify.VerifyAsync(
            ["[Module] partial class Net() : nn.Module(\"n\") { [Buffer] private Tensor {|TSG2002:a|} = zeros(2), b = zeros(2); }"],
            ["[Module] partial class Net() : nn.Module(\"n\") { [Buffer] private Tensor a = zeros(2), b = zeros(2); }"],
            NewKeyFix.Key,
            files: [("StateKeys.txt", ""), ("net8.0/StateKeys.txt", "Net.b buffer\n")],
            fixedFiles: [("StateKeys.txt", "Net.a buffer\n"), ("net8.0/StateKeys.txt", "Net.b buffer\n")]);

    /// <summary>Each target framework is a project of its own, with its own document for the file that they share.</summary>
    [Fact]
    public async Task Target_frameworks_write_one_text()
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = workspace.CurrentSolution;
        foreach (string framework in (string[])["net8.0", "net10.0"])
        {
            ProjectInfo project = ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Default,
                $"Net({framework})",
                "Net",
                LanguageNames.CSharp,
                filePath: "/app/Net.csproj");
            solution = solution.AddProject(project)
                .AddAdditionalDocument(
                    DocumentId.CreateNewId(project.Id), "StateKeys.txt", SourceText.From(""), filePath: $"/app/{framework}/StateKeys.txt")
                .AddAdditionalDocument(
                    DocumentId.CreateNewId(project.Id), "StateKeys.txt", SourceText.From("B.b buffer\n"), filePath: "/app/StateKeys.txt");
        }

        var edits = new KeyFileEdits();
        edits.Add(new KeyFileRepair("", "", "C.c buffer", Comes: true), solution.Projects.First());
        edits.Add(new KeyFileRepair("", "", "A.a buffer", Comes: true), solution.Projects.Last());
        edits.Add(new KeyFileRepair("", "", "A.a buffer", Comes: true), solution.Projects.First());
        Solution changed = await edits.ApplyAsync(solution, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["", "", "A.a buffer\nB.b buffer\nC.c buffer\n", "A.a buffer\nB.b buffer\nC.c buffer\n"],
            changed.Projects.SelectMany(static project => project.AdditionalDocuments)
                .Select(static document => document.GetTextAsync().Result.ToString())
                .Order(StringComparer.Ordinal));
    }

    private static Task VerifyAsync(string keys, string fixedKeys, params string[] sources) =>
        Verify.VerifyAsync(
            sources,
            [
                .. sources.Select(
                    static source => source.Replace("{|TSG2002:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal))
            ],
            NewKeyFix.Key,
            files: [("StateKeys.txt", keys)],
            fixedFiles: [("StateKeys.txt", fixedKeys)]);
}
