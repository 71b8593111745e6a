using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules.Checkpoint;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Checkpoint.UnreadableKeyFileAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Checkpoint.UnreadableKeyFileAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

public class TSG2003_KeyFileCannotBeReadTests
{
    private const string Source = "[Module] public partial class Net() : nn.Module(\"net\") { [Buffer] private Tensor causal = zeros(2); }";

    private const string Load =
        """
        try { new Net().load_state_dict(new Dictionary<string, Tensor> { ["mask"] = ones(2) }); } catch (StateDictException) { return "does not load"; }
        return "loads";
        """;

    /// <summary>The key is gone, and TSG2001 has no line to say so by.</summary>
    [Fact]
    public async Task Line_that_hides_a_gone_key_triggers_and_a_file_does_not_load()
    {
        await Proof.VerifyAsync(Source, Load, "does not load", "{|TSG2003:Net.mask bufer|}");
        Assert.Empty(await KeyFileRun.MessagesAsync(new ShippedKeyAnalyzer(), Source, "Net.mask bufer"));
    }

    [Fact]
    public Task Line_of_a_key_that_is_there_does_not_trigger_and_a_file_loads() =>
        Proof.VerifyAsync(Source.Replace("[Buffer]", "[Buffer(Aliases = [\"mask\"])]"), Load, "loads", "Net.mask buffer");

    [Theory]
    [InlineData("Net.mask", "'Net.mask' has no kind: a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type")]
    [InlineData(
        "Net.mask # buffer", "'Net.mask' has no kind: a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type")]
    [InlineData(
        "Net.mask Buffer", "'Buffer' is no kind: a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type")]
    [InlineData(
        "Net.my mask buffer",
        "'mask buffer' is no kind: a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type")]
    [InlineData(
        "Net.mask buffer persistent",
        "'buffer persistent' is no kind: a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type")]
    [InlineData("Net.fc module", "'module' is no kind: a kind is 'parameter', 'buffer', 'buffer non-persistent', or 'module' and its type")]
    [InlineData("mask buffer", "'mask' names no key: write the class, a dot, the key, and its kind")]
    [InlineData(".mask buffer", "'.mask' names no key: write the class, a dot, the key, and its kind")]
    [InlineData("Net. buffer", "'Net.' names no key: write the class, a dot, the key, and its kind")]
    [InlineData("Net.\"mask buffer", "'Net.\"mask buffer' names no key: write the class, a dot, the key, and its kind")]
    [InlineData("Net.\"a\"b\"c\" buffer", "'Net.\"a\"b\"c\"' names no key: write the class, a dot, the key, and its kind")]
    [InlineData("Wrap<T.inner module T", "'Wrap<T.inner module T' names no key: write the class, a dot, the key, and its kind")]
    [InlineData("<<<<<<< HEAD", "'<<<<<<<' is left over from a merge")]
    [InlineData("||||||| 1234567", "'|||||||' is left over from a merge")]
    [InlineData("=======", "'=======' is left over from a merge")]
    [InlineData(">>>>>>> other", "'>>>>>>>' is left over from a merge")]
    public async Task Line_that_cannot_be_read_triggers_and_says_why(string line, string reason)
    {
        await Verify.VerifyAsync([Source], [], files: [("/StateKeys.txt", $"# keys\r\n{{|TSG2003:{line}|}}\r\nNet.causal buffer")]);
        Assert.Equal(
            [$"Line 2 of StateKeys.txt cannot be read, so nobody is told when its key goes: {reason}"],
            await KeyFileRun.MessagesAsync(new UnreadableKeyFileAnalyzer(), Source, $"# keys\r\n{line}\r\nNet.causal buffer"));
    }

    [Fact]
    public async Task Page_shows_what_is_said_of_its_bad_lines()
    {
        string page = RuleCatalog.Read("analyzers/docs/TSG2003.md");
        string bad = Regex.Match(page, "\n## Bad\n\n```text\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        Assert.Equal(
            page.Split('\n').Where(static line => line.Contains(": warning TSG2003: ", StringComparison.Ordinal)),
            (await KeyFileRun.MessagesAsync(new UnreadableKeyFileAnalyzer(), Source, bad))
                .Select(static message => $"StateKeys.txt({Regex.Match(message, "[0-9]+")},1): warning TSG2003: {message}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \t\n#\n  # <<<<<<< HEAD\n")]
    [InlineData("Net.a buffer\nNet.a buffer\nZ.b   module\tX<A, B[]>  # why\nA.c parameter")]
    [InlineData("MyApp.Pair<TKey, TValue>.Inner<T>.\"a b.c\" module System.Collections.Generic.Dictionary<string, T>")]
    public Task Line_that_can_be_read_does_not_trigger(string keys) => Verify.VerifyAsync([Source], [], files: [("/StateKeys.txt", keys)]);

    /// <summary>A project may name a file itself that the package adds as well.</summary>
    [Fact]
    public async Task File_that_is_named_twice_is_read_once_for_all_rules_and_reported_once()
    {
        KeyFileRun.File[] files = [new("/StateKeys.txt", "nothing\nGone.a buffer"), new("/StateKeys.txt", "nothing\nGone.a buffer")];
        Assert.Single(await KeyFileRun.MessagesAsync(new UnreadableKeyFileAnalyzer(), Source, files));
        Assert.Single(await KeyFileRun.MessagesAsync(new ShippedKeyAnalyzer(), Source, files));
        Assert.Single(await KeyFileRun.MessagesAsync(new NewKeyAnalyzer(), Source, files));
        Assert.Equal(1, files.Sum(static file => file.Reads));
    }

    [Fact]
    public async Task File_that_is_not_there_is_as_none() =>
        Assert.All<DiagnosticAnalyzer>(
            [new UnreadableKeyFileAnalyzer(), new ShippedKeyAnalyzer(), new NewKeyAnalyzer()],
            static rule => Assert.Empty(KeyFileRun.MessagesAsync(rule, Source, [new KeyFileRun.File("/StateKeys.txt", null)]).Result));
}
