using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Migration;

public class Attention : Module<Tensor, Tensor>
{
    private readonly Linear c_attn;
    private readonly Linear c_proj;
    private readonly Tensor bias;
    private readonly long _heads;

    public Attention(long width, long heads, long context) : base("Attention")
    {
        _heads = heads;
        c_attn = Linear(width, 3 * width);
        c_proj = Linear(width, width);

        // a token sees itself and what is to its left
        bias = tril(ones(context, context)).view(1, 1, context, context);

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        long b = x.shape[0], t = x.shape[1], c = x.shape[2];
        Tensor[] qkv = c_attn.call(x).chunk(3, 2);
        Tensor q = qkv[0].view(b, t, _heads, c / _heads).transpose(1, 2);
        Tensor k = qkv[1].view(b, t, _heads, c / _heads).transpose(1, 2);
        Tensor v = qkv[2].view(b, t, _heads, c / _heads).transpose(1, 2);

        Tensor att = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(c / _heads);
        att = att.masked_fill(bias[.., .., ..(int)t, ..(int)t].eq(0), float.NegativeInfinity);
        return c_proj.call(functional.softmax(att, -1).matmul(v).transpose(1, 2).reshape(b, t, c));
    }
}
