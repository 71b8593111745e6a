using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.MadeByHelpers;

internal static class Make
{
    public static Module<Tensor, Tensor> Activation(string name) => name switch
    {
        "relu" => ReLU(),
        "gelu" => GELU(),
        _ => throw new ArgumentException(name),
    };

    public static Module<Tensor, Tensor> ConvBlock(int channels)
    {
        var conv = Conv2d(channels, channels, 3);
        var norm = BatchNorm2d(channels);
        return Sequential(conv, norm, ReLU());
    }

    public static List<Linear> Layers(int count)
    {
        var layers = new List<Linear>();
        for (int i = 0; i < count; i++)
        {
            layers.Add(Linear(4, 4));
        }

        return layers;
    }

    public static (Tensor Cos, Tensor Sin) Rotary(int size)
    {
        var angles = arange(size).@float();
        return (angles.cos(), angles.sin());
    }

    public static T Same<T>(T module)
        where T : Module => module;
}

/// <summary>What a helper can return decides whether it is lost.</summary>
public sealed class LateParts : Module<Tensor, Tensor>
{
    private readonly Conv2d stem;
    private readonly Conv2d alias;
    private readonly Module<Tensor, Tensor> act;
    private readonly Module<Tensor, Tensor> block;
    private readonly Module<Tensor, Tensor> tail;

    public LateParts(string activation, bool deep) : base(nameof(LateParts))
    {
        stem = Conv2d(4, 4, 3);
        RegisterComponents();
        alias = Make.Same(stem); // silent: TSG1003
        act = Make.Activation(activation); // silent: TSG1003
        block = Make.ConvBlock(4); // expect: TSG1003
        Module<Tensor, Tensor> last;
        if (deep)
        {
            last = Sequential(Conv2d(4, 4, 1), ReLU());
        }
        else
        {
            last = Conv2d(4, 4, 1);
        }

        tail = last; // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => tail.call(block.call(act.call(alias.call(stem.call(x)))));
}

/// <summary>Two tensors at once, from one helper.</summary>
public sealed class LateTables : Module<Tensor, Tensor>
{
    private readonly Linear proj;
    private readonly Tensor cos, sin;

    public LateTables() : base(nameof(LateTables))
    {
        proj = Linear(4, 4);
        RegisterComponents();
        (cos, sin) = Make.Rotary(4); // expect: TSG1003, TSG1003
    }

    public override Tensor forward(Tensor x)
    {
        var hidden = proj.call(x);
        return hidden * cos + hidden * sin;
    }
}

/// <summary>A list that a helper fills.</summary>
public sealed class ListFromHelper : Module<Tensor, Tensor>
{
    private readonly List<Linear> layers; // expect: TSG1005

    public ListFromHelper() : base(nameof(ListFromHelper))
    {
        layers = Make.Layers(3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => layers.Aggregate(x, (hidden, layer) => layer.call(hidden));
}

/// <summary>The same list, registered in a loop, and one that the caller owns.</summary>
public sealed class RegisteredList : Module<Tensor, Tensor>
{
    private readonly List<Linear> layers; // silent: TSG1005
    private readonly List<Linear> shared; // silent: TSG1005

    public RegisteredList(List<Linear> given) : base(nameof(RegisteredList))
    {
        shared = given;
        layers = Make.Layers(3);
        for (int i = 0; i < layers.Count; i++)
        {
            register_module("layer" + i, layers[i]);
        }
    }

    public override Tensor forward(Tensor x) => shared.Concat(layers).Aggregate(x, (hidden, layer) => layer.call(hidden));
}

/// <summary>The helper that makes the layers registers them as well.</summary>
public sealed class Heads : Module<Tensor, Tensor>
{
    private readonly List<Linear> heads; // silent: TSG1005
    private readonly List<Linear> experts; // silent: TSG1005

    public Heads(int count) : base(nameof(Heads))
    {
        heads = CreateHeads(count);
        experts = CreateExperts(count);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => heads.Concat(experts).Aggregate(x, (hidden, layer) => layer.call(hidden));

    private List<Linear> CreateHeads(int count)
    {
        var created = new List<Linear>();
        for (int i = 0; i < count; i++)
        {
            var head = Linear(4, 4);
            register_module($"head_{i}", head);
            created.Add(head);
        }

        return created;
    }

    private List<Linear> CreateExperts(int count)
    {
        var created = Enumerable.Range(0, count).Select(_ => Linear(4, 4)).ToList();
        foreach (var expert in created)
        {
            register_module("expert" + created.IndexOf(expert), expert);
        }

        return created;
    }
}
