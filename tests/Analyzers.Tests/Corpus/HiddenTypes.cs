using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.HiddenTypes;

public sealed class Attention : Module<Tensor, Tensor>
{
    private readonly Linear qkv;

    public Attention(long width) : base(nameof(Attention))
    {
        qkv = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => qkv.call(x);
}

/// <summary>What a dynamic member holds is registered by its run-time type: this layer has state.</summary>
public sealed class Layer : Module<Tensor, Tensor>
{
    private readonly dynamic attn;

    public Layer(long width, bool linear) : base(nameof(Layer))
    {
        attn = linear ? Linear(width, width) : new Attention(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => attn.call(x);
}

public sealed class Decoder : Module<Tensor, Tensor>
{
    private readonly List<Layer> layers = []; // expect: TSG1005
    private readonly Linear head;

    public Decoder(long width, int depth) : base(nameof(Decoder))
    {
        for (int i = 0; i < depth; i++)
        {
            layers.Add(new Layer(width, i == 0));
        }

        head = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(layers.Aggregate(x, (h, layer) => layer.call(h)));
}

public sealed class ObjectLayer : Module<Tensor, Tensor>
{
    private readonly object mixer;

    public ObjectLayer(long width) : base(nameof(ObjectLayer))
    {
        mixer = new Attention(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => ((Attention)mixer).call(x);
}

public sealed class ObjectStack : Module<Tensor, Tensor>
{
    private readonly ObjectLayer[] layers; // expect: TSG1005

    public ObjectStack(long width) : base(nameof(ObjectStack))
    {
        layers = [new ObjectLayer(width), new ObjectLayer(width)];
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => layers[1].call(layers[0].call(x));
}

/// <summary>Elements that hold no state, whatever their type could hold.</summary>
public sealed class Plain : Module<Tensor, Tensor>
{
    private readonly object label = "plain";

    public Plain() : base(nameof(Plain)) => RegisterComponents();

    public override Tensor forward(Tensor x) => x * label.ToString()!.Length;
}

public sealed class PlainStack : Module<Tensor, Tensor>
{
    private readonly List<Plain> layers = [new(), new()]; // silent: TSG1005

    public PlainStack() : base(nameof(PlainStack)) => RegisterComponents();

    public override Tensor forward(Tensor x) => layers[0].call(layers[1].call(x));
}

/// <summary>Bands of convolutions, two lists deep.</summary>
public sealed class BandDiscriminator : Module<Tensor, Tensor>
{
    private readonly List<List<Module<Tensor, Tensor>>> bands = []; // expect: TSG1005
    private readonly Conv2d post;

    public BandDiscriminator(int count) : base(nameof(BandDiscriminator))
    {
        for (int i = 0; i < count; i++)
        {
            var convs = new List<Module<Tensor, Tensor>> { Conv2d(1, 8, 3), Conv2d(8, 8, 3) };
            bands.Add(convs);
        }

        post = Conv2d(8, 1, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => post.call(bands.Select(band => band.Aggregate(x, (h, conv) => conv.call(h))).First());
}
