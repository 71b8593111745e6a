using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.WaveNet;

public sealed class ResidualBlock : Module<Tensor, (Tensor residual, Tensor skip)>
{
    private readonly Conv1d dilated, mix, skip;

    public ResidualBlock(long channels, long dilation) : base(nameof(ResidualBlock))
    {
        dilated = Conv1d(channels, 2 * channels, 3, padding: dilation, dilation: dilation);
        mix = Conv1d(channels, channels, 1);
        skip = Conv1d(channels, channels, 1);
        RegisterComponents();
    }

    public override (Tensor residual, Tensor skip) forward(Tensor x)
    {
        var halves = dilated.call(x).chunk(2, 1);
        var gated = halves[0].tanh() * halves[1].sigmoid();
        return (mix.call(gated) + x, skip.call(gated));
    }
}

/// <summary>Blocks of a cycle are made by LINQ, and given to the container at once.</summary>
public sealed class WaveNet : Module<Tensor, Tensor>
{
    private readonly Conv1d input, output;
    private readonly ModuleList<ResidualBlock> blocks;

    public WaveNet(long channels, int cycles) : base(nameof(WaveNet))
    {
        var stack = Enumerable.Range(0, cycles).SelectMany(_ => Enumerable.Range(0, 8).Select(i => new ResidualBlock(channels, 1L << i)));
        input = Conv1d(1, channels, 1);
        blocks = new ModuleList<ResidualBlock>(stack.ToArray()); // silent: TSG1005
        output = Conv1d(channels, 256, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = input.call(x);
        Tensor? total = null;
        foreach (var block in blocks)
        {
            (x, var skip) = block.call(x);
            total = total is null ? skip : total + skip;
        }

        return output.call(total!.relu());
    }
}

/// <summary>Each sample is a queue of the last ones: lists of tensors that the call leaves empty.</summary>
public sealed class FastWaveNet : Module<Tensor, Tensor>
{
    private readonly Conv1d conv;
    private readonly Conv1d[] upsample; // expect: TSG1005

    public FastWaveNet(long channels) : base(nameof(FastWaveNet))
    {
        conv = Conv1d(channels, channels, 2);
        upsample = new Conv1d[2];
        upsample[0] = Conv1d(channels, channels, 3, padding: 1);
        upsample[1] = Conv1d(channels, channels, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var queue = new Queue<Tensor>(); // silent: TSG1005
        queue.Enqueue(x);
        while (queue.Count > 0)
        {
            x = conv.call(queue.Dequeue());
        }

        return upsample[1].call(upsample[0].call(x));
    }
}
