using MiniGpt;
using MiniGpt.Model;

namespace TorchSharp.Generators.Runtime.Tests.Samples;

/// <summary>What the MiniGpt sample says to its user.</summary>
public class MiniGptTests
{
    [Fact]
    public void Options_are_read()
    {
        Options options = Options.Parse(["--prompt", "The mask", "--tokens", "12"]);

        Assert.Equal(("The mask", 12, false), (options.Prompt, options.Tokens, options.Help));
    }

    [Theory]
    [InlineData("Unknown option '--speed'", "--speed")]
    [InlineData("--prompt needs a value", "--prompt")]
    [InlineData("not 'many'", "--tokens", "many")]
    [InlineData("not '0'", "--tokens", "0")]
    public void Wrong_options_are_named(string expected, params string[] args) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => Options.Parse(args)).Message, StringComparison.Ordinal);

    [Fact]
    public void Characters_survive_the_tokenizer() => Assert.Equal("A ~ mask.", Tokenizer.Decode(Tokenizer.Encode("A ~ mask.")));

    [Theory]
    [InlineData("caf\u00e9", "'\u00e9'")]
    [InlineData("a\nb", "U+000A")]
    public void Characters_outside_the_vocabulary_are_named(string prompt, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => Tokenizer.Encode(prompt)).Message, StringComparison.Ordinal);

    [Fact]
    public void Checkpoint_that_is_not_there_is_named()
    {
        using var model = new GPTModel(GptConfig.Mini);

        UsageException error = Assert.Throws<UsageException>(() => Checkpoint.Load(model, "nowhere.dat"));
        Assert.Contains("nowhere.dat", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_of_another_model_is_explained()
    {
        using var smaller = new GPTModel(GptConfig.Mini with { Layers = 2 });

        Assert.Contains("trf_blocks.2.att.W_query.weight", ProblemWith(file => smaller.save(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_checkpoint_is_explained() =>
        Assert.Contains(
            "is no checkpoint of this model", ProblemWith(file => File.WriteAllText(file, "Once upon a time")), StringComparison.Ordinal);

    [Fact]
    public void Redirected_progress_is_a_plain_line_each_quarter()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var progress = new ProgressLine(8, output, redirected: true);
        for (int done = 1; done <= 8; done++)
        {
            progress.Report(done);
        }

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["2/8", "4/8", "6/8", "8/8"], lines.Select(line => line.Split(' ')[0]));
        Assert.DoesNotContain('\r', output.ToString());
    }

    [Fact]
    public void Progress_on_a_terminal_stays_on_one_line()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var progress = new ProgressLine(2, output, redirected: false);
        progress.Report(1);
        progress.Report(2);

        Assert.StartsWith("\r1/2 tokens, ", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, output.ToString().Count(character => character == '\n'));
        Assert.EndsWith("\n", output.ToString(), StringComparison.Ordinal);
    }

    private static string ProblemWith(Action<string> write)
    {
        string file = Path.GetTempFileName();
        try
        {
            write(file);
            using var model = new GPTModel(GptConfig.Mini);
            return Assert.Throws<UsageException>(() => Checkpoint.Load(model, file)).Message;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
