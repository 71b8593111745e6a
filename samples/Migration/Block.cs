using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Migration;

public class Block : Module<Tensor, Tensor>
{
    private readonly RmsNorm ln_1, ln_2;
    private readonly Attention attn;
    private readonly FeedForward mlp;

    public Block(long width, long heads, long context) : base("Block")
    {
        ln_1 = new RmsNorm(width);
        attn = new Attention(width, heads, context);
        ln_2 = new RmsNorm(width);
        mlp = new FeedForward(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + attn.call(ln_1.call(x));
        return x + mlp.call(ln_2.call(x));
    }
}
