using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Graphs;

[Module]
public partial class GraphConvolution(Tensor adjacency, long inputs, long outputs) : Module<Tensor, Tensor>(nameof(GraphConvolution))
{
    [Buffer("A", Persistent = false)] private Tensor adjacency = adjacency;
    [Buffer("degree")] private Tensor degrees = adjacency.sum(1).pow(-0.5);
    private readonly Linear lin = Linear(inputs, outputs, hasBias: false);
    private Parameter bias = new(zeros(outputs));

    public override Tensor forward(Tensor x)
    {
        Tensor normalized = degrees.unsqueeze(1) * adjacency * degrees.unsqueeze(0);
        return normalized.matmul(lin.call(x)) + bias;
    }
}

[Module]
public sealed partial class GraphNetwork : Module<Tensor, Tensor>
{
    private readonly GraphConvolution conv1, conv2;
    [Buffer(KeepDtype = true)] private Tensor edges;
    [NotRegistered] private readonly Tensor features;

    public GraphNetwork(Tensor edges, Tensor features, int classes)
        : base(nameof(GraphNetwork))
    {
        this.edges = edges.to(ScalarType.Int64);
        this.features = features;
        Tensor adjacency = Adjacency(edges, features.shape[0]);
        conv1 = new GraphConvolution(adjacency, features.shape[1], 16);
        conv2 = new GraphConvolution(adjacency, 16, classes);
    }

    public override Tensor forward(Tensor x) => conv2.call(functional.dropout(functional.relu(conv1.call(x)), 0.5, training));

    public Tensor OfAll() => call(features).index_select(0, edges[0]);

    private static Tensor Adjacency(Tensor edges, long count)
    {
        Tensor adjacency = eye(count);
        adjacency[edges[0], edges[1]] = tensor(1f);
        return adjacency;
    }
}
