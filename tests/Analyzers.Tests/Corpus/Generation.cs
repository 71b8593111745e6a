using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Generation;

public sealed class TinyLm : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Linear head;
    private readonly Tensor codes;

    public TinyLm(long vocab, long width) : base(nameof(TinyLm))
    {
        wte = Embedding(vocab, width);
        head = Linear(width, vocab);
        codes = rand(vocab, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => head.call(wte.call(tokens));

    /// <summary>The prompt goes into the module's own call.</summary>
    public long[] Generate(long[] prompt, int count)
    {
        var tokens = tensor(prompt).unsqueeze(0); // expect: TSG1011
        for (int i = 0; i < count; i++)
        {
            var logits = call(tokens);
            tokens = cat([tokens, logits[.., -1].argmax(-1, keepdim: true)], 1);
        }

        return tokens.data<long>().ToArray();
    }

    /// <summary>Into a child's.</summary>
    public Tensor Embed(params long[] ids)
    {
        var tokens = tensor(ids, dtype: int64); // expect: TSG1011
        return wte.call(tokens);
    }

    /// <summary>A number alone is no index of an embedding that has moved.</summary>
    public Tensor Start() => wte.call(tensor(2L)); // expect: TSG1011

    /// <summary>Meets a registered member.</summary>
    public Tensor Sample()
    {
        var z = randn(codes.shape[0], codes.shape[1]); // expect: TSG1011
        return z * codes;
    }

    /// <summary>Moved before it goes anywhere.</summary>
    public Tensor Prompt(long[] ids, Device device)
    {
        var tokens = tensor(ids); // silent: TSG1011
        return call(tokens.to(device));
    }

    /// <summary>Never meets the model.</summary>
    public static double Perplexity(float[] losses) => Math.Exp(tensor(losses).mean().item<float>()); // silent: TSG1011

    /// <summary>Placed beside a weight.</summary>
    public Tensor Bos() => wte.call(tensor(new[] { 1L }, device: wte.weight!.device)); // silent: TSG1011

    /// <summary>Counts on the CPU what it has brought there.</summary>
    public long[] Histogram(Tensor tokens)
    {
        var counts = zeros(16, dtype: int64); // silent: TSG1011
        return (counts + tokens.cpu().bincount(null, 16)).data<long>().ToArray();
    }
}
