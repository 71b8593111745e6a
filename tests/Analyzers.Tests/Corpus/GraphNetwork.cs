using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.GraphNetwork;

public sealed class GraphConvolution : Module<Tensor, Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public GraphConvolution(long inputs, long outputs, bool biased = true) : base(nameof(GraphConvolution))
    {
        var bound = 1 / Math.Sqrt(outputs);
        weight = Parameter(empty(inputs, outputs).uniform_(-bound, bound));
        bias = biased ? Parameter(zeros(outputs)) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor adjacency)
    {
        var y = adjacency.matmul(x.matmul(weight));
        return bias is null ? y : y + bias;
    }
}

/// <summary>The graph is given once, and normalised for the device on which it is first used.</summary>
public sealed class Gcn : Module<Tensor, Tensor>
{
    private readonly GraphConvolution gc1, gc2;
    private readonly Dictionary<string, Tensor> normalised = []; // silent: TSG1005
    private readonly Func<Tensor> graph;

    public Gcn(long features, long classes, Func<Tensor> graph) : base(nameof(Gcn))
    {
        this.graph = graph;
        gc1 = new GraphConvolution(features, 16);
        gc2 = new GraphConvolution(16, classes);
        RegisterComponents();
    }

    private Tensor On(Device device)
    {
        if (!normalised.TryGetValue(device.ToString(), out var adjacency))
        {
            normalised[device.ToString()] = adjacency = graph().to(device);
        }

        return adjacency;
    }

    public override Tensor forward(Tensor x)
    {
        var adjacency = On(x.device);
        return gc2.call(gc1.call(x, adjacency).relu(), adjacency).log_softmax(1);
    }
}

/// <summary>Edges are numbers of nodes: they index, and take part in nothing else.</summary>
public sealed class EdgeConv : Module<Tensor, Tensor>
{
    private readonly Linear mlp;
    private readonly Tensor source; // silent: TSG1001
    private readonly Tensor target;

    public EdgeConv(long width, Tensor edges) : base(nameof(EdgeConv))
    {
        mlp = Linear(2 * width, width);
        source = edges[0];
        target = edges[1];
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var messages = mlp.call(cat([x[source], x[target] - x[source]], dim: 1));
        return zeros_like(x).index_add_(0, target, messages, 1); // silent: TSG1011
    }
}

/// <summary>Attention over neighbours, with a sum that starts on the wrong device.</summary>
public sealed class GraphAttention : Module<Tensor, Tensor>
{
    private readonly Linear W;
    private readonly Parameter a;

    public GraphAttention(long width) : base(nameof(GraphAttention))
    {
        W = Linear(width, width, hasBias: false);
        a = Parameter(randn(2 * width, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h = W.call(x);
        var nodes = h.shape[0];
        var adjacency = ones(nodes, nodes); // expect: TSG1011
        var e = h.matmul(a[..(int)h.shape[1]]) + h.matmul(a[(int)h.shape[1]..]).t();
        e = e.masked_fill(adjacency == 0, -9e15);
        return functional.softmax(e, 1).matmul(h);
    }
}
