using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.TimeSeries;

/// <summary>Statistics of the batch wait for the way back: they are overwritten before each use.</summary>
public sealed class RevIn : Module<Tensor, string, Tensor>
{
    private readonly Parameter affine_weight, affine_bias;
    private Tensor? mean;
    private Tensor? stdev;

    public RevIn(long features) : base(nameof(RevIn))
    {
        affine_weight = Parameter(ones(features));
        affine_bias = Parameter(zeros(features));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, string mode)
    {
        if (mode == "norm")
        {
            mean = x.mean([1], keepdim: true).detach(); // silent: TSG1004
            stdev = (x.var(1, keepdim: true) + 1e-5).sqrt().detach(); // silent: TSG1004
            return (x - mean) / stdev * affine_weight + affine_bias;
        }

        return (x - affine_bias) / affine_weight * stdev! + mean!;
    }
}

/// <summary>Keys are drawn at random on the CPU: as an index.</summary>
public sealed class ProbAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear query;
    private readonly int factor;

    public ProbAttention(long width, int factor) : base(nameof(ProbAttention))
    {
        this.factor = factor;
        query = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor q, Tensor k)
    {
        var sample = randint(k.shape[1], [factor]); // silent: TSG1011
        var chosen = k[TensorIndex.Colon, TensorIndex.Tensor(sample)];
        return query.call(q).matmul(chosen.transpose(-1, -2)).max(-1).values;
    }
}

/// <summary>Kernel of a moving average: made in forward, and added to what the input has.</summary>
public sealed class SeriesDecomposition : Module<Tensor, Tensor>
{
    private readonly AvgPool1d average;
    private readonly Linear trend;

    public SeriesDecomposition(long kernel, long length) : base(nameof(SeriesDecomposition))
    {
        average = AvgPool1d(kernel, stride: 1);
        trend = Linear(length, length);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var front = x[.., ..1].repeat(1, 2, 1);
        var position = linspace(0, 1, x.shape[1]).unsqueeze(-1); // expect: TSG1011
        return trend.call(average.call(cat([front, x], 1).permute(0, 2, 1))) + (x * position).sum();
    }
}

/// <summary>A scaler that learned its numbers from the data: buffers that are filled in place.</summary>
public sealed class Standardize : Module<Tensor, Tensor>
{
    private readonly Tensor mu, sigma;

    public Standardize(long features) : base(nameof(Standardize))
    {
        mu = zeros(features);
        sigma = ones(features);
        RegisterComponents();
    }

    public void Fit(Tensor data)
    {
        mu.copy_(data.mean([0])); // silent: TSG1004
        sigma.copy_(data.std(0)); // silent: TSG1004
    }

    public override Tensor forward(Tensor x) => (x - mu) / sigma;
}
