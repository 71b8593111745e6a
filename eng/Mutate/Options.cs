using System.Globalization;

namespace TorchSharp.Generators.Mutate;

/// <summary>The command line.</summary>
internal sealed record Options(string Target, int Sample, int Seed, string? Classes, bool Help)
{
    public const string Usage =
        """
        Plants bugs in a part of this repository, one at a time, and says which of them its tests do not see.

          dotnet run --project eng/Mutate -- PATH [--sample N] [--seed N] [--classes PATTERN]

        PATH          a folder or a file under analyzers/, generator/ or runtime/.
        --sample N    only N bugs, chosen at random. All of them by default.
        --seed N      another choice (default 1).
        --classes P   only test classes with this full name, in which * stands for anything: a quick look at a folder.
        --help        this text.

        The bugs: a string is another one (so that each name is taken out of its table), a condition is turned round, && and ||,
        == and !=, < and <= change places, true is false, a call is left out, two arguments of a message are swapped. They are
        compiled once, into a copy of the repository, each behind a switch that an environment variable turns on. For each the
        test classes run that reach it, then all of them, up to the first test that fails.
        Exit code: 0, 2 where the arguments or the suite without bugs fail.

        """;

    public static Options Parse(string[] args)
    {
        string? target = null;
        int sample = int.MaxValue;
        int seed = 1;
        string? classes = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h" or "-?":
                    return new Options("", 0, 0, null, Help: true);
                case "--sample" or "--seed":
                    string option = args[i];
                    int number = ++i < args.Length && int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out int parsed)
                        ? parsed
                        : throw new MutateException($"{option} needs a number (see --help)");
                    (sample, seed) = option == "--sample" ? (number, seed) : (sample, number);
                    break;
                case "--classes":
                    classes = ++i < args.Length ? args[i] : throw new MutateException("--classes needs a name (see --help)");
                    break;
                case ['-', ..]:
                    throw new MutateException($"unknown option {args[i]} (see --help)");
                default:
                    target = target is null
                        ? args[i]
                        : throw new MutateException($"one path at a time: {target} and {args[i]} (see --help)");
                    break;
            }
        }

        return new Options(target ?? throw new MutateException("no path given (see --help)"), sample, seed, classes, Help: false);
    }
}
