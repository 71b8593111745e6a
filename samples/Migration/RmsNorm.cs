using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Migration;

/// <summary>The field has a name of C#, the key is Python's.</summary>
public class RmsNorm : Module<Tensor, Tensor>
{
    private readonly Parameter _scale;

    public RmsNorm(long width) : base("RmsNorm")
    {
        _scale = Parameter(ones(width));
        register_parameter("weight", _scale);
    }

    public override Tensor forward(Tensor x) => x * rsqrt(x.pow(2).mean([-1], keepdim: true) + 1e-5) * _scale;
}
