using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.KalmanFilter;

/// <summary>State that is built in both branches of a conditional is state all the same.</summary>
public sealed class KalmanFilter : Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor F;
    private readonly Tensor H;
    private readonly Tensor Q;
    private Tensor? mean;

    public KalmanFilter(Tensor f, Tensor h, Tensor? noise = null) : base(nameof(KalmanFilter))
    {
        F = f;
        H = h;
        Q = noise?.clone() ?? eye(f.shape[0]) * 0.01; // silent: TSG1003
        RegisterComponents();
    }

    /// <summary>The belief starts from the first measurement.</summary>
    public override Tensor forward(Tensor z, Tensor P)
    {
        mean = mean is null ? z.matmul(H) : mean.matmul(F.t()); // silent: TSG1004
        var predicted = F.matmul(P).matmul(F.t()) + Q;
        var S = H.matmul(predicted).matmul(H.t());
        var K = predicted.matmul(H.t()).matmul(linalg.inv(S));
        var I = eye(predicted.shape[0], device: predicted.device, dtype: predicted.dtype); // silent: TSG1011
        return (I - K.matmul(H)).matmul(predicted);
    }

    public void Reset() => mean = null; // silent: TSG1004
}

/// <summary>The identity of the update stays on the CPU.</summary>
public sealed class CpuIdentity : Module<Tensor, Tensor>
{
    private readonly Parameter H;

    public CpuIdentity(long states, long measures) : base(nameof(CpuIdentity))
    {
        H = Parameter(rand(measures, states));
        RegisterComponents();
    }

    public override Tensor forward(Tensor K)
    {
        var identity = eye(H.shape[1]); // expect: TSG1011
        return identity - K.matmul(H);
    }
}

/// <summary>Noise that grows is a new tensor each time: the one in state_dict stays as it was.</summary>
public sealed class AdaptiveNoise : Module<Tensor, Tensor>
{
    private Tensor R;
    private readonly Linear gain;

    public AdaptiveNoise(long n) : base(nameof(AdaptiveNoise))
    {
        R = eye(n);
        gain = Linear(n, n);
        RegisterComponents();
    }

    public void Adapt(Tensor innovation)
    {
        R = 0.9 * R + 0.1 * innovation.unsqueeze(1).matmul(innovation.unsqueeze(0)); // expect: TSG1004
    }

    public override Tensor forward(Tensor x) => gain.call(x).matmul(R);
}
