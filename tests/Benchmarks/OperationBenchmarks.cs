using BenchmarkDotNet.Attributes;
using TorchSharp.Generators.Tests.Benchmarks.Models;
using TorchSharp.Generators.Tests.Benchmarks.Operations;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Tests.Benchmarks;

/// <summary>Every operation, in each form of the same model; read the Ratio column.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Gen0", "Gen1", "Gen2")]
public class OperationBenchmarks : IDisposable
{
    private Subject _reflected = null!;
    private Subject _generated = null!;
    private Subject _byHand = null!;

    public static IEnumerable<Operation> Operations => Operation.All;

    [ParamsSource(nameof(Operations))]
    public Operation Operation { get; set; } = null!;

    [Params(Shape.Flat, Shape.Tree, Shape.Chain)]
    public Shape Shape { get; set; }

    [Params(48)]
    public int Blocks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        _reflected = new Subject(Shape, Blocks, generated: false);
        _generated = new Subject(Shape, Blocks, generated: true);
        _byHand = new Subject(Shape, Blocks, generated: false);
        foreach (Subject subject in Operation.NeedsGradients ? [_reflected, _generated, _byHand] : Array.Empty<Subject>())
        {
            subject.GiveGradients();
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _reflected.Dispose();
        _generated.Dispose();
        _byHand.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void TorchSharp() => Operation.Run(_reflected);

    [Benchmark]
    public void Generated() => Operation.Run(_generated);

    /// <summary>Without a loop to compare with this is nothing.</summary>
    [Benchmark]
    public void ByHand() => Operation.ByHand?.Invoke(_byHand);
}
