using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Tests.Benchmarks.Generators;

namespace TorchSharp.Generators.Tests.Benchmarks;

/// <summary>This generator beside others, each on 100 classes of six members.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Gen0", "Gen1", "Gen2")]
public class GeneratorBenchmarks
{
    private const int Classes = 100;

    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private CSharpCompilation _whole = null!;
    private GeneratorDriver _idle = null!;
    private GeneratorDriver _warm = null!;

    public static IEnumerable<Peer> Peers => Peer.All;

    [ParamsSource(nameof(Peers))]
    public Peer Peer { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        _compilation = Peer.Compile(Classes);
        SyntaxTree typed = Peer.Parse("class Plain { int x; }", Classes);
        _edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[^1], typed);
        _idle = CSharpGeneratorDriver.Create([Peer.Create().AsSourceGenerator()], parseOptions: Peer.Options);
        _warm = _idle.RunGenerators(_compilation);
        _whole = _compilation.AddSyntaxTrees(_warm.GetRunResult().GeneratedTrees);
    }

    [Benchmark]
    public GeneratorDriver Generate() => _idle.RunGenerators(_compilation);

    /// <summary>In a file without such a class.</summary>
    [Benchmark]
    public GeneratorDriver EditElsewhere() => _warm.RunGenerators(_edited);

    /// <summary>Another compilation each time: one keeps what it has bound.</summary>
    [Benchmark]
    public int CompileTheClasses() => _compilation.Clone().GetDiagnostics().Length;

    [Benchmark]
    public int CompileAll() => _whole.Clone().GetDiagnostics().Length;
}
