using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using TorchSharp.Generators;

namespace Corpus.SilentMembers;

/// <summary>In a generated class a tensor says what it is, wherever its value comes from.</summary>
[Module]
public partial class RmsNorm : Module<Tensor, Tensor>
{
    private Tensor weight; // expect: TSG1001
    [NotRegistered] private Tensor? last; // silent: TSG1001
    [Buffer] private Tensor eps; // silent: TSG1001

    public RmsNorm(long width, Device? device = null) : base(nameof(RmsNorm))
    {
        weight = ones(width, device: device);
        eps = tensor(1e-6f);
    }

    public override Tensor forward(Tensor x)
    {
        last = x * rsqrt(x.pow(2).mean([-1], keepdim: true) + eps);
        return last * weight;
    }
}

[Module]
public partial class Rotary : Module<Tensor, Tensor>
{
    private Tensor cos; // expect: TSG1001
    private Tensor sin; // expect: TSG1001
    private Tensor? given; // expect: TSG1001
    private readonly Linear fc = Linear(4, 4); // silent: TSG1001

    public Rotary(int n, Tensor? given) : base(nameof(Rotary))
    {
        this.given = given;
        Init(n, out cos, out sin);
    }

    private static void Init(int n, out Tensor cos, out Tensor sin)
    {
        var angles = arange(n, dtype: float32);
        cos = angles.cos();
        sin = angles.sin();
    }

    public override Tensor forward(Tensor x) => fc.call(x) * cos.to(x.device) + (given ?? sin); // expect: TSG1014
}
