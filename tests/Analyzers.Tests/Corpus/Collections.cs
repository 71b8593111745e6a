using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Collections;

public sealed class Stack : Module<Tensor, Tensor>
{
    private readonly List<Linear> layers = new(); // expect: TSG1005

    public Stack(int depth) : base("Stack")
    {
        for (int i = 0; i < depth; i++)
        {
            layers.Add(Linear(4, 4));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in layers)
        {
            x = layer.call(x);
        }

        return x;
    }
}

public sealed class ArrayOfConvs : Module<Tensor, Tensor>
{
    private readonly Conv2d[] convs; // expect: TSG1005
    private readonly Dictionary<string, Linear> heads; // expect: TSG1005
    private readonly (Linear Up, Linear Down) pair; // expect: TSG1005
    private readonly Lazy<Linear> lazy = new(() => Linear(2, 2)); // expect: TSG1005

    public ArrayOfConvs() : base("ArrayOfConvs")
    {
        convs = new Conv2d[3];
        for (int i = 0; i < convs.Length; i++)
        {
            convs[i] = Conv2d(3, 3, 3);
        }

        heads = new Dictionary<string, Linear> { ["cls"] = Linear(3, 3), ["box"] = Linear(3, 4) };
        pair = (Linear(3, 6), Linear(6, 3));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        lazy.Value.call(heads["cls"].call(pair.Down.call(pair.Up.call(convs[2].call(convs[1].call(convs[0].call(x)))))));
}

/// <summary>Made with LINQ, as ports of list comprehensions are.</summary>
public sealed class Comprehension : Module<Tensor, Tensor>
{
    private readonly IReadOnlyList<Block> blocks; // expect: TSG1005

    public Comprehension(int depth) : base("Comprehension")
    {
        blocks = Enumerable.Range(0, depth).Select(_ => new Block()).ToList();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => blocks.Aggregate(x, (h, block) => block.call(h));
}

public sealed class Block : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(4, 4);

    public Block() : base("Block") => RegisterComponents();

    public override Tensor forward(Tensor x) => fc.call(x);
}

/// <summary>Elements are registered in a loop, with made-up names.</summary>
public sealed class RegisteredInLoop : Module<Tensor, Tensor>
{
    private readonly List<Block> blocks = new();
    private readonly Linear[] heads;

    public RegisteredInLoop(int depth) : base("RegisteredInLoop")
    {
        for (int i = 0; i < depth; i++)
        {
            var block = new Block();
            register_module($"block_{i}", block);
            blocks.Add(block);
        }

        heads = new Linear[depth];
        for (int i = 0; i < depth; i++)
        {
            heads[i] = Linear(4, 4);
            register_module("head" + i, heads[i]);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return heads[0].call(x);
    }
}

/// <summary>The list only feeds a Sequential, or a ModuleList.</summary>
public sealed class Feeding : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> parts = new();
    private readonly List<Block> blocks;
    private readonly Sequential net;
    private readonly ModuleList<Block> list;

    public Feeding() : base("Feeding")
    {
        parts.Add(Linear(4, 4));
        parts.Add(ReLU());
        net = Sequential(parts.ToArray());
        blocks = new List<Block> { new(), new() };
        list = ModuleList<Block>(blocks.ToArray());
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => blocks[0].call(net.call(x)) + parts.Count;
}

/// <summary>The array only repeats fields that are registered on their own.</summary>
public sealed class Grouped : Module<Tensor, Tensor>
{
    private readonly Linear a;
    private readonly Linear b;
    private readonly Linear[] all;

    public Grouped() : base("Grouped")
    {
        a = Linear(2, 2);
        b = Linear(2, 2);
        all = new[] { a, b };
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => all[1].call(all[0].call(x));
}

/// <summary>Activations have nothing to register.</summary>
public sealed class Activations : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> acts = new() { ReLU(), GELU(), Tanh() };
    private readonly Linear fc;

    public Activations() : base("Activations")
    {
        fc = Linear(2, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => acts[0].call(fc.call(x));
}

/// <summary>Trained and moved by hand.</summary>
public sealed class ByHand : Module<Tensor, Tensor>
{
    private readonly List<Linear> experts = new();

    public ByHand() : base("ByHand")
    {
        experts.Add(Linear(2, 2));
        RegisterComponents();
    }

    public override IEnumerable<Parameter> parameters(bool recurse = true) => experts.SelectMany(expert => expert.parameters());

    public override Tensor forward(Tensor x) => experts[0].call(x);
}
