using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.NanoGpt;

/// <summary>Everything is assigned before the one registration: nothing to report.</summary>
public sealed class CausalSelfAttention : Module<Tensor, Tensor>
{
    private readonly Linear c_attn;
    private readonly Linear c_proj;
    private readonly Dropout attn_dropout;
    private readonly Tensor bias;
    private readonly int n_head;

    public CausalSelfAttention(int n_embd, int n_head, int block_size, double dropout) : base(nameof(CausalSelfAttention))
    {
        this.n_head = n_head;
        c_attn = Linear(n_embd, 3 * n_embd);
        c_proj = Linear(n_embd, n_embd);
        attn_dropout = Dropout(dropout);
        bias = tril(ones(block_size, block_size)).view(1, 1, block_size, block_size);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (B, T, C) = (x.shape[0], x.shape[1], x.shape[2]);
        var qkv = c_attn.call(x).split(C, 2);
        var q = qkv[0].view(B, T, n_head, C / n_head).transpose(1, 2);
        var k = qkv[1].view(B, T, n_head, C / n_head).transpose(1, 2);
        var v = qkv[2].view(B, T, n_head, C / n_head).transpose(1, 2);
        var att = q.matmul(k.transpose(-2, -1)) * (1.0 / Math.Sqrt(k.shape[^1]));
        att = att.masked_fill(bias[.., .., ..(int)T, ..(int)T] == 0, float.NegativeInfinity);
        att = attn_dropout.call(functional.softmax(att, dim: -1));
        return c_proj.call(att.matmul(v).transpose(1, 2).contiguous().view(B, T, C));
    }
}
