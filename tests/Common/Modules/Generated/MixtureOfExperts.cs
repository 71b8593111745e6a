using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Generated.Experts;

[Module]
internal sealed partial class Expert(int width, int hidden) : Module<Tensor, Tensor>(nameof(Expert))
{
    private readonly Linear gate = Linear(width, hidden, hasBias: false);
    private readonly Linear up = Linear(width, hidden, hasBias: false);
    private readonly Linear down = Linear(hidden, width, hasBias: false);

    public override Tensor forward(Tensor x) => down.call(F.silu(gate.call(x)) * up.call(x));
}

[Module, StateNaming(StateNamingPolicy.SnakeCaseLower)]
internal sealed partial class MixtureOfExperts(int width, int hidden, int experts, int chosen) : Module<Tensor, Tensor>(nameof(MixtureOfExperts))
{
    private readonly Linear _router = Linear(width, experts, hasBias: false);
    [Submodule] private readonly List<Expert> _experts = [.. Enumerable.Range(0, experts).Select(_ => new Expert(width, hidden))];
    [Submodule("shared_experts")] private readonly IReadOnlyList<Expert> _shared = new[] { new Expert(width, hidden) };
    [Buffer] private Tensor _expertLoad = zeros(experts);
    [Buffer(Persistent = false, KeepDtype = true)] private Tensor _expertBias = zeros(experts, ScalarType.Float32);

    public Tensor? AuxiliaryLoss => _loss;

    [NotRegistered] private Tensor? _loss;

    public override Tensor forward(Tensor x)
    {
        Tensor flat = x.view(-1, width);
        Tensor scores = _router.call(flat).softmax(-1);
        (Tensor weights, Tensor indexes) = (scores + _expertBias).topk(chosen, -1);
        Tensor result = zeros_like(flat);
        for (int i = 0; i < _experts.Count; i++)
        {
            Tensor taken = indexes.eq(i).any(-1).nonzero().squeeze(-1);
            if (taken.numel() > 0)
            {
                result.index_add_(0, taken, _experts[i].call(flat[taken]) * weights[taken].sum(-1, keepdim: true), 1);
            }
        }

        foreach (Expert expert in _shared)
        {
            result = result + expert.call(flat);
        }

        if (training)
        {
            _expertLoad = ((_expertLoad * 0.99) + (one_hot(indexes) * 0.01)).DetachFromDisposeScope();
            _loss = (scores.mean([0]) * _expertLoad).sum() * experts;
        }

        return result.view_as(x);
    }

    private Tensor one_hot(Tensor indexes) => F.one_hot(indexes, _experts.Count).to(ScalarType.Float32).mean([0, 1]);
}
