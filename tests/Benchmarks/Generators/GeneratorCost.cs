using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Tests.Benchmarks.Generators;

/// <summary>What generators cost those who build and those who type.</summary>
public static class GeneratorCost
{
    public const string Switch = "--generators";

    private const int Classes = 100;
    private const int Rounds = 7;

    public static void Run(bool write)
    {
        var text = new StringBuilder(
            $"""
            Milliseconds of processor time for each of {Classes} classes of six members in one compilation, the least of {Rounds} rounds in a
            warm process. "An edit elsewhere" is a key pressed in a file without such a class. Goals: at most 0.2 to generate, an
            edit as cheap as MVVM Toolkit's, generated code as cheap to compile as the class that it belongs to.

            | generator | generate | an edit elsewhere | compile the class | and what is generated | characters generated |
            |---|---|---|---|---|---|

            """);
        foreach (Peer peer in Peer.All)
        {
            string line = Line(peer);
            text.Append(line);
            Console.Error.Write(line);
        }

        Console.Write(text);
        if (write)
        {
            GeneratorSection.Write(text.ToString());
        }
    }

    private static string Line(Peer peer)
    {
        double generate = double.MaxValue;
        double edit = double.MaxValue;
        double alone = double.MaxValue;
        double whole = double.MaxValue;
        int characters = 0;
        for (int round = 0; round < Rounds; round++)
        {
            CSharpCompilation compilation = peer.Compile(Classes);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([peer.Create().AsSourceGenerator()], parseOptions: Peer.Options);
            generate = Math.Min(generate, Time(() => driver = driver.RunGenerators(compilation)));

            SyntaxTree plain = compilation.SyntaxTrees[^1];
            CSharpCompilation edited = compilation.ReplaceSyntaxTree(plain, Peer.Parse("class Plain { int x; }", Classes));
            edit = Math.Min(edit, Time(() => driver = driver.RunGenerators(edited)));

            SyntaxTree[] generated = [.. driver.GetRunResult().GeneratedTrees];
            characters = generated.Sum(static tree => tree.Length) / Classes;
            alone = Math.Min(alone, Bind(peer.Compile(Classes)));
            whole = Math.Min(whole, Bind(peer.Compile(Classes).AddSyntaxTrees(generated)));
        }

        return FormattableString.Invariant(
            $"| {peer.Name} | {generate:F3} | {edit:F3} | {alone:F2} | {whole - alone:F2} | {characters} |\n");
    }

    /// <summary>A class may not compile without what is generated: this is the work of binding all of it.</summary>
    private static double Bind(CSharpCompilation compilation) => Time(() => compilation.GetDiagnostics());

    private static double Time(Action action)
    {
        double before = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        action();
        return (Environment.CpuUsage.TotalTime.TotalMilliseconds - before) / Classes;
    }
}
