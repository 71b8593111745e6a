using System.Text.Json;
using TorchSharp.Generators.Tests.RealCode;

namespace TorchSharp.Generators.Analyzers.Tests.RealCode;

/// <summary>The program in tests/RealCode, on repositories of two or three files.</summary>
public sealed class RunnerTests : IDisposable
{
    private const string LateMask =
        """
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Late;

        public class Attention : Module<Tensor, Tensor>
        {
            private readonly Linear proj = Linear(2, 2);
            private readonly Tensor mask;

            public Attention() : base("Attention")
            {
                RegisterComponents();
                mask = ones(2);
            }

            public override Tensor forward(Tensor x) => proj.call(x) * mask;
        }
        """;

    private const string Unbound =
        """
        public class Bar
        {
            public int Height() => Missing.Height;
            public int Width() => 3;
        }
        """;

    private readonly TinyRepositories _repositories = new();

    public void Dispose() => _repositories.Dispose();

    [Fact]
    public void Reports_stand_with_their_line_beside_what_could_not_be_bound()
    {
        _repositories.Write("me+late/Models/Attention.cs", LateMask);
        _repositories.Write("me+late/Models/bin/Debug/Attention.cs", LateMask);
        _repositories.Write("me+late/obj/Attention.cs", LateMask);
        _repositories.Write("you+bar/Bar.cs", Unbound);

        string page = Run(_repositories.Folder);

        AssertHas("| me/late | me/late | 1 | 1 | 2 | 2 | 0 |\n", page);
        AssertHas("| you/bar | you/bar | 1 | 1 | 2 | 1 | 1 |\n", page);
        AssertHas("- 1 x CS0103 The name 'Missing' does not exist", page);
        AssertHas("## Reports: 1 of severity Warning\n\n- TSG1003 me/late Models/Attention.cs:16: 'mask' ", page);
        Assert.Matches(@"\| compiler alone \| \d+\.\d \| \d+\.\d \|", page);
    }

    [Fact]
    public void Labels_divide_reports_into_right_wrong_and_to_be_read()
    {
        _repositories.Write("me+right/Attention.cs", LateMask);
        _repositories.Write("me+wrong/Attention.cs", LateMask);
        _repositories.Write("me+unread/Attention.cs", LateMask);
        string labels = _repositories.Write(
            "labels.jsonl",
            string.Join(
                '\n',
                Label("me/right", 14, "assigned_after_register", "true_bug", "late"),
                Label("me/right", 19, "creation_no_device", "true_bug", "nobody sees it"),
                Label("me/wrong", 16, "TSG1003", "report is wrong", "says this test", type: null),
                "",
                Label("me/unread", 13, "assigned_after_register", "benign", "three lines away"),
                Label("me/unread", 16, "assigned_after_register", "benign", "another class", "Other"),
                Label("me/unread", 16, "unused_to_result", "benign", "another rule's business"),
                Label("me/gone", 1, "weight_tying", "unclear", "")));

        string page = Run(_repositories.Folder, "--labels", labels);

        AssertHas("| TSG1003 | 1 | 1 | 0 | 1 |\n", page);
        AssertHas("| assigned_after_register | 1 | 0 |\n| creation_no_device | 0 | 1 |\n", page);
        AssertHas("- Precision of the judged warnings: 1 of 2 = 0.50; 1 warnings have no label\n", page);
        AssertHas("- Recall of the labelled bugs: 1 of 2 = 0.50\n", page);
        AssertHas("- 1 labels are of files that are not here: me/gone\n", page);
        AssertHas("### Missed bugs (1)\n\n- creation_no_device me/right Attention.cs:19 Attention: nobody sees it\n", page);
        AssertHas("- TSG1003 me/unread Attention.cs:16: ", page[page.IndexOf("### To be read: no label", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Help_says_how_to_call_it() =>
        Assert.StartsWith("Runs the rules over C# sources", Run("--help"), StringComparison.Ordinal);

    [Theory]
    [InlineData("no folder given (see --help)")]
    [InlineData("unknown option --lables (see --help)", ".", "--lables", "x")]
    [InlineData("--labels needs a file (see --help)", ".", "--labels")]
    [InlineData("one folder at a time: a and b (see --help)", "a", "b")]
    [InlineData("no folder nowhere", "nowhere")]
    public void Arguments_that_make_no_sense_are_refused(string message, params string[] args) =>
        Assert.Equal($"error: {message}", Fail(args));

    [Fact]
    public void Folder_without_sources_is_refused()
    {
        _repositories.Write("me+empty/readme.md", "nothing");
        _repositories.Write("me+empty/obj/Built.cs", Unbound);

        Assert.Equal($"error: no C# file under {_repositories.Folder}", Fail(_repositories.Folder));
    }

    [Theory]
    [InlineData("""{"repo": "me/bar", "file": "Bar.cs", "line": 1, "kind": "TSG1003", "verdict": "maybe"}""", "unknown verdict \"maybe\"")]
    [InlineData("""{"repo": "me/bar", "file": "Bar.cs", "line": 1, "kind": "typo", "verdict": "benign"}""", "unknown kind \"typo\"")]
    [InlineData("""{"repo": "me/bar", "file": "Bar.cs", "kind": "weight_tying", "verdict": "benign"}""", "not a label: ")]
    [InlineData("repo,file,line", "not a label: ")]
    [InlineData("null", "not a label: null")]
    public void Label_that_cannot_be_read_is_named_by_its_line(string line, string message)
    {
        _repositories.Write("me+bar/Bar.cs", Unbound);
        string labels = _repositories.Write("labels.jsonl", "\n" + line);

        Assert.StartsWith($"error: {labels}:2: {message}", Fail(_repositories.Folder, "--labels", labels), StringComparison.Ordinal);
    }

    private static string Label(string repository, int line, string kind, string verdict, string why, string? type = "Attention") =>
        JsonSerializer.Serialize(new { repo = repository, file = "Attention.cs", line, kind, verdict, why, @class = type });

    private static void AssertHas(string part, string page) => Assert.Contains(part, page, StringComparison.Ordinal);

    private static string Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        int code = Runner.Run(args, output, error);

        Assert.Equal((0, ""), (code, error.ToString()));
        return output.ToString();
    }

    private static string Fail(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(2, Runner.Run(args, output, error));
        Assert.Empty(output.ToString());
        return error.ToString().TrimEnd();
    }
}
