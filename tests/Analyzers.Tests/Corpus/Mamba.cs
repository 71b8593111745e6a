using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Mamba;

/// <summary>The matrix of the recurrence is a parameter that was computed; the state of the scan belongs to one call.</summary>
public sealed class MambaBlock : Module<Tensor, Tensor>
{
    private readonly Linear in_proj, x_proj, out_proj;
    private readonly Conv1d conv1d;
    private readonly Parameter A_log; // silent: TSG1001
    private readonly Parameter D;
    private readonly long states;

    public MambaBlock(long width, long states = 16) : base(nameof(MambaBlock))
    {
        this.states = states;
        in_proj = Linear(width, 2 * width, hasBias: false);
        conv1d = Conv1d(width, width, 4, padding: 3, groups: width);
        x_proj = Linear(width, 2 * states + 1, hasBias: false);
        A_log = Parameter(arange(1, states + 1, dtype: float32).repeat(width, 1).log());
        D = Parameter(ones(width));
        out_proj = Linear(width, width, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var parts = in_proj.call(x).chunk(2, -1);
        var u = functional.silu(conv1d.call(parts[0].transpose(1, 2))[.., .., ..(int)x.shape[1]].transpose(1, 2));
        var y = Scan(u);
        return out_proj.call(y * functional.silu(parts[1]));
    }

    private Tensor Scan(Tensor u)
    {
        var A = -A_log.exp();
        var selected = x_proj.call(u);
        var h = zeros(u.shape[0], u.shape[2], states, device: u.device, dtype: u.dtype); // silent: TSG1011
        var outputs = new List<Tensor>();
        for (int t = 0; t < u.shape[1]; t++)
        {
            var delta = functional.softplus(selected[.., t, ..1]);
            h = h * (delta.unsqueeze(-1) * A).exp() + delta.unsqueeze(-1) * u[.., t].unsqueeze(-1);
            outputs.Add(h.sum(-1));
        }

        return stack(outputs, dim: 1) + u * D;
    }
}

/// <summary>Starts its scan where tensors start by default.</summary>
public sealed class LinearRecurrence : Module<Tensor, Tensor>
{
    private readonly Parameter decay;

    public LinearRecurrence(long width) : base(nameof(LinearRecurrence))
    {
        decay = Parameter(rand(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h = zeros(x.shape[0], x.shape[2]); // expect: TSG1011
        for (int t = 0; t < x.shape[1]; t++)
        {
            h = h * decay.sigmoid() + x[.., t];
        }

        return h;
    }
}
