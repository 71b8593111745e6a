using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Mutate;

/// <summary>Writes the bugs into the copy, and builds it.</summary>
internal static partial class Planting
{
    /// <summary>Until it compiles, leaves out what does not.</summary>
    public static List<Mutant> Build(Part part, string copy)
    {
        foreach (string project in part.Projects)
        {
            File.WriteAllText(Path.Combine(copy, project, "Mutants.cs"), Switches.InCode);
        }

        File.WriteAllText(Path.Combine(copy, part.Tests, "MutantTrace.cs"), Switches.InTests);
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
        Switch().Matches(text).Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\s*(?<file>[^\s(][^(\n]*)\((?<line>\d+),\d+\): error ", RegexOptions.Multiline)]
    private static partial Regex Errors();

    [GeneratedRegex(@"global::Mutants\.Is\((\d+)\)")]
    private static partial Regex Switch();
}
