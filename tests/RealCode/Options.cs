namespace TorchSharp.Generators.Tests.RealCode;

/// <summary>The command line.</summary>
public sealed record Options(string Folder, IReadOnlyList<string> Labels, bool Help)
{
    public const string Usage =
        """
        Runs the rules over C# sources that need not build, and says what they report.

          dotnet run --project tests/RealCode -- FOLDER [--labels FILE]...

        FOLDER           its *.cs files, except those under bin and obj. A subfolder OWNER+NAME is the repository OWNER/NAME.
                         The nearest *.csproj says which files are one project; without any, files are one project
                         unless a type, or a program's top-level statements, would be there twice.
        --labels FILE    judged places, one JSON object a line: repo, file, line, kind, verdict, and class and why if known.
                         Prints right and wrong reports, precision, recall and every difference. May be repeated.
        --help           this text.

        Sources are bound against .NET's reference assemblies and the TorchSharp of this repository. What needs other packages
        stays unbound, and is counted. Exit code: 0, 1 where a rule threw, 2 where an argument cannot be used.

        """;

    public static Options Parse(string[] args)
    {
        string? folder = null;
        List<string> labels = [];
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h" or "-?":
                    return new Options("", [], Help: true);
                case "--labels":
                    labels.Add(++i < args.Length ? args[i] : throw new UsageException("--labels needs a file (see --help)"));
                    break;
                case ['-', ..]:
                    throw new UsageException($"unknown option {args[i]} (see --help)");
                default:
                    folder = folder is null
                        ? args[i]
                        : throw new UsageException($"one folder at a time: {folder} and {args[i]} (see --help)");
                    break;
            }
        }

        return new Options(folder ?? throw new UsageException("no folder given (see --help)"), labels, Help: false);
    }
}
