using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.Tests.Benchmarks.Generators;

/// <summary>What generators cost those who build and those who type.</summary>
public static class GeneratorCost
{
    public const string Switch = "--generators";

    private const int Classes = 100;
    private const int Rounds = 25;
    private const int EditsPerRound = 10;
    private const int CompiledRounds = 8;

    public static void Run(bool write)
    {
        Cost[] costs = [.. Peer.All.Select(static peer => new Cost(peer))];
        InTurns(Rounds, costs, static cost => cost.Generate());
        InTurns(CompiledRounds, costs, static cost => cost.Compile());

        string text =
            $"""
            Milliseconds of processor time for each of {Classes} classes of six members in one compilation, the least of {Rounds} rounds,
            taken in turns. "An edit elsewhere" is a key pressed in a file without such a class. Goals: at most 0.2 to generate, an
            edit as cheap as MVVM Toolkit's, generated code as cheap to compile as the class that it belongs to.

            | generator | generate | an edit elsewhere | compile the class | and what is generated | characters generated |
            |---|---|---|---|---|---|
            {string.Concat(costs.Select(static cost => cost.Row))}
            """;
        Console.Write(text);
        if (write)
        {
            GeneratorSection.Write(text);
        }
    }

    private static void InTurns(int rounds, Cost[] costs, Action<Cost> measure)
    {
        for (int round = 0; round < rounds; round++)
        {
            Array.ForEach(costs, measure);
        }
    }

    /// <summary>What one generator has cost at the least so far.</summary>
    private sealed class Cost(Peer peer)
    {
        private double _generate = double.MaxValue;
        private double _edit = double.MaxValue;
        private double _alone = double.MaxValue;
        private double _whole = double.MaxValue;
        private IReadOnlyList<SyntaxTree> _generated = [];

        // The compiler loads the library in any case, and keeps what it has loaded for the next compilation.
        private CSharpCompilation _loaded = peer.Compile(Classes);

        public string Row => FormattableString.Invariant(
            $"| {peer.Name} | {_generate:F3} | {_edit:F3} | {_alone:F2} | {_whole - _alone:F2} | {_generated.Sum(static tree => tree.Length) / Classes} |\n");

        public void Generate()
        {
            CSharpCompilation compilation = peer.Compile(Classes);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([peer.Create().AsSourceGenerator()], parseOptions: Peer.Options);
            _generate = Math.Min(_generate, Time(() => driver = driver.RunGenerators(compilation)));
            for (int edit = 0; edit < EditsPerRound; edit++)
            {
                SyntaxTree typed = Peer.Parse($"class Plain {{ int x{edit}; }}", Classes);
                compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[^1], typed);
                _edit = Math.Min(_edit, Time(() => driver = driver.RunGenerators(compilation)));
            }

            _generated = driver.GetRunResult().GeneratedTrees;
            _loaded = compilation;
        }

        /// <summary>A class may not compile without what is generated: this is the work of binding all of it.</summary>
        public void Compile()
        {
            _alone = Math.Min(_alone, Bind(peer.Compile(Classes)));
            _whole = Math.Min(_whole, Bind(peer.Compile(Classes).AddSyntaxTrees(_generated)));
        }

        private static double Bind(CSharpCompilation compilation) => Time(() => compilation.GetDiagnostics());

        /// <remarks>The processor time is that of all threads: the collector's too, for what the step before has left behind.</remarks>
        private static double Time(Action action)
        {
            GC.Collect();
            double before = Environment.CpuUsage.TotalTime.TotalMilliseconds;
            action();
            return (Environment.CpuUsage.TotalTime.TotalMilliseconds - before) / Classes;
        }
    }
}
