using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Mutate;

/// <summary>Plants, builds, and lets the suite look.</summary>
internal static partial class Session
{
    private const string Variable = "TORCHSHARP_GENERATORS_MUTANT";

    /// <summary>A switch allocates nothing, which is what some tests count.</summary>
    private const string SwitchSource =
        $$"""
        internal static class Mutants
        {
            private static readonly int s_active = int.TryParse(global::System.Environment.GetEnvironmentVariable("{{Variable}}"), out int number) ? number : 0;

            internal static bool Is(int number) => s_active == number;
        }

        """;

    public static int Run(Options options, TextWriter output)
    {
        Part part = Part.Find(options.Target);
        string copy = part.Copy();
        try
        {
            List<Mutant> mutants = Build(part, copy);
            var random = new Random(options.Seed);
            Mutant[] chosen = [.. mutants.OrderBy(_ => random.Next()).Take(options.Sample).OrderBy(static mutant => mutant.Number)];
            string suite = SuiteOf(copy, part.Tests);
            var watch = Stopwatch.StartNew();
            Command healthy = Suite(suite, 0, TimeSpan.FromHours(1));
            if (healthy.ExitCode != 0)
            {
                throw new MutateException($"{part.Tests} fails without any bug:\n{healthy.Output}");
            }

            TimeSpan alone = watch.Elapsed;
            output.WriteLine($"{mutants.Count} bugs, {chosen.Length} of them planted; the suite takes {alone.TotalSeconds:F0} s");
            int survived = 0;
            foreach (Mutant mutant in chosen)
            {
                // A loop that never ends has been noticed.
                bool killed = Suite(suite, mutant.Number, (3 * alone) + TimeSpan.FromSeconds(30)).ExitCode != 0;
                survived += killed ? 0 : 1;
                output.WriteLine($"{(killed ? "killed  " : "SURVIVED")} {mutant}");
            }

            output.WriteLine($"{chosen.Length - survived} of {chosen.Length} killed");
            return 0;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>Until it compiles, leaves out what does not.</summary>
    private static List<Mutant> Build(Part part, string copy)
    {
        foreach (string project in part.Projects)
        {
            File.WriteAllText(Path.Combine(copy, project, "Mutants.cs"), SwitchSource);
        }

        HashSet<int> rejected = [];
        while (true)
        {
            List<Mutant> mutants = Plant(part, copy, rejected);
            Command build = Command.Run(
                "dotnet",
                copy,
                [],
                ["build", part.Tests, "-v", "q", "--nologo", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false"]);
            if (build.ExitCode == 0)
            {
                return mutants;
            }

            int before = rejected.Count;
            foreach (Match error in Errors().Matches(build.Output))
            {
                int line = int.Parse(error.Groups["line"].Value, CultureInfo.InvariantCulture);
                rejected.UnionWith(MutantsAt(error.Groups["file"].Value, line));
            }

            if (rejected.Count == before)
            {
                throw new MutateException($"{part.Tests} does not build:\n{build.Output}");
            }
        }
    }

    private static List<Mutant> Plant(Part part, string copy, HashSet<int> rejected)
    {
        List<Mutant> mutants = [];
        int next = 1;
        foreach (string file in part.Files)
        {
            var mutator = new Mutator(file, next, rejected);
            string text = mutator.Write(File.ReadAllText(Path.Combine(part.Root, file)));
            File.WriteAllText(Path.Combine(copy, file), text);
            mutants.AddRange(mutator.Mutants);
            next = mutator.Next;
        }

        return mutants;
    }

    /// <summary>The switches on a line, or in the member around it where the line has none.</summary>
    private static IEnumerable<int> MutantsAt(string file, int line)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        string source = File.ReadAllText(file);
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        int[] onLine = [.. Numbers(source.Split('\n')[line - 1])];
        var member = root.FindToken(root.SyntaxTree.GetText().Lines[line - 1].End).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return onLine.Length > 0 ? onLine : Numbers(member?.ToString() ?? "");
    }

    private static IEnumerable<int> Numbers(string text) =>
        Switches().Matches(text).Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static string SuiteOf(string copy, string tests)
    {
        string name = $"TorchSharp.Generators.{Path.GetFileName(tests)}.dll";
        return Directory.EnumerateFiles(Path.Combine(copy, tests, "bin"), name, SearchOption.AllDirectories).First();
    }

    /// <summary>One test that sees a bug is enough.</summary>
    private static Command Suite(string suite, int mutant, TimeSpan limit) => Command.Run(
        "dotnet",
        Path.GetDirectoryName(suite)!,
        [(Variable, mutant.ToString(CultureInfo.InvariantCulture))],
        limit,
        suite,
        "--stop-on-fail",
        "on");

    [GeneratedRegex(@"^\s*(?<file>[^\s(][^(\n]*)\((?<line>\d+),\d+\): error ", RegexOptions.Multiline)]
    private static partial Regex Errors();

    [GeneratedRegex(@"global::Mutants\.Is\((\d+)\)")]
    private static partial Regex Switches();
}
