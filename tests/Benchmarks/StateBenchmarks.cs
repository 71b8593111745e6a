using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks;

/// <summary>Generated modules beside the same modules registered by reflection; read the Ratio column.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Gen0", "Gen1", "Gen2")]
public class StateBenchmarks
{
    private Module _reflected = null!;
    private Module _generated = null!;

    [Params("flat 48", "chain 48")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        int blocks = int.Parse(Shape.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        bool chain = Shape.StartsWith("chain", StringComparison.Ordinal);
        _reflected = chain ? Trees.Chain(false, blocks) : Trees.Flat(false, blocks);
        _generated = chain ? Trees.Chain(true, blocks) : Trees.Flat(true, blocks);
    }

    [BenchmarkCategory("state_dict"), Benchmark(Baseline = true)]
    public int StateDictReflected() => _reflected.state_dict().Count;

    [BenchmarkCategory("state_dict"), Benchmark]
    public int StateDictGenerated() => _generated.state_dict().Count;

    [BenchmarkCategory("parameters"), Benchmark(Baseline = true)]
    public int ParametersReflected() => _reflected.parameters().Count();

    [BenchmarkCategory("parameters"), Benchmark]
    public int ParametersGenerated() => _generated.parameters().Count();

    [BenchmarkCategory("to and back"), Benchmark(Baseline = true)]
    public void ToReflected() => _reflected.to(ScalarType.Float64).to(ScalarType.Float32);

    [BenchmarkCategory("to and back"), Benchmark]
    public void ToGenerated() => _generated.to(ScalarType.Float64).to(ScalarType.Float32);

    [BenchmarkCategory("to, nothing to do"), Benchmark(Baseline = true)]
    public void NoMoveReflected() => _reflected.to(ScalarType.Float32);

    [BenchmarkCategory("to, nothing to do"), Benchmark]
    public void NoMoveGenerated() => _generated.to(ScalarType.Float32);
}
