using System.Globalization;

namespace MiniGpt;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(string Prompt, int Tokens, string Checkpoint, bool Help)
{
    public const string Usage =
        """
        Loads a GPT that PyTorch trained, checks its logits against PyTorch's, and continues a text.

        Usage: MiniGpt [options]
          --prompt TEXT      the text to continue (printable ASCII; default: "A buffer")
          --tokens N         how many characters to add (default: 160)
          --checkpoint FILE  a state_dict in TorchSharp's format (default: the trained one beside the program)
          --help             this text
        """;

    public static Options Parse(string[] args)
    {
        var options = new Options("A buffer", 160, Path.Combine(AppContext.BaseDirectory, "mini-gpt.dat"), Help: false);
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--help" or "-h" => options with { Help = true },
                "--prompt" => options with { Prompt = NotEmpty(args, ++i) },
                "--tokens" => options with { Tokens = Count(args, ++i) },
                "--checkpoint" => options with { Checkpoint = NotEmpty(args, ++i) },
                string unknown => throw new UsageException($"Unknown option '{unknown}'; --help lists the options."),
            };
        }

        return options;
    }

    private static string NotEmpty(string[] args, int i) =>
        i < args.Length && args[i].Length > 0 ? args[i] : throw new UsageException($"{args[i - 1]} needs a value.");

    private static int Count(string[] args, int i) =>
        int.TryParse(NotEmpty(args, i), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new UsageException($"--tokens needs a whole number above 0, not '{args[i]}'.");
}
