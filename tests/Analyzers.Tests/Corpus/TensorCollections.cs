using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Collections;

public sealed class Anchors : Module<Tensor, Tensor>
{
    private readonly Tensor[] grids; // expect: TSG1005
    private readonly List<Parameter> scales = new(); // expect: TSG1005
    private readonly Linear fc;

    public Anchors() : base("Anchors")
    {
        grids = new[] { zeros(4, 4), ones(4, 4) };
        scales.Add(Parameter(ones(1)));
        fc = Linear(4, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x) * scales[0] + grids[1];
}

/// <summary>Hidden states come from the input on each call.</summary>
public sealed class Recurrent : Module<Tensor, Tensor>
{
    private readonly List<Tensor> hidden = new();
    private readonly Dictionary<int, Tensor> cache = new();
    private (Tensor h, Tensor c) state;
    private readonly LSTM lstm;

    public Recurrent() : base("Recurrent")
    {
        lstm = LSTM(4, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        hidden.Add(x);
        cache[hidden.Count] = x * 2;
        var (y, h, c) = lstm.call(x);
        state = (h, c);
        return y + hidden[0] + state.h;
    }
}

/// <summary>A cache keyed by device.</summary>
public sealed class KeyedByDevice : Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Tensor> masks = new();
    private readonly Linear fc;

    public KeyedByDevice() : base("KeyedByDevice")
    {
        fc = Linear(4, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        string key = x.device.ToString();
        if (!masks.TryGetValue(key, out var mask))
        {
            mask = ones(4, 4, device: x.device);
            masks[key] = mask;
        }

        return fc.call(x) + mask;
    }
}

/// <summary>The tables are moved where they are used.</summary>
public sealed class MovedTables : Module<Tensor, Tensor>
{
    private readonly Tensor[] tables = { zeros(4), ones(4) };

    public MovedTables() : base("MovedTables") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        foreach (var table in tables)
        {
            x = x + table.to(x.device);
        }

        return x;
    }
}
