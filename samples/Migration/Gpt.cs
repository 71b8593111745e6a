using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Migration;

public class Gpt : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Embedding wpe;
    private readonly List<Block> _blocks = [];
    private readonly RmsNorm ln_f;
    private readonly Linear? lm_head;
    private Tensor? _lastLogits;

    public Gpt(long vocabulary, long width, long heads, int layers, long context, bool tied) : base("Gpt")
    {
        wte = Embedding(vocabulary, width);
        wpe = Embedding(context, width);

        for (int i = 0; i < layers; i++)
        {
            var block = new Block(width, heads, context);
            _blocks.Add(block);
            register_module($"h_{i}", block);
        }

        ln_f = new RmsNorm(width);
        if (!tied)
        {
            lm_head = Linear(width, vocabulary, hasBias: false);
        }

        // not worth a place in the file
        register_buffer("positions", arange(context), persistent: false);

        RegisterComponents();
    }

    /// <summary>For a look at what the model said, until it speaks again.</summary>
    public Tensor? LastLogits => _lastLogits;

    public override Tensor forward(Tensor tokens)
    {
        Tensor positions = get_buffer("positions")!;
        Tensor x = wte.call(tokens) + wpe.call(positions[..(int)tokens.shape[1]]);
        foreach (Block block in _blocks)
        {
            x = block.call(x);
        }

        x = ln_f.call(x);
        _lastLogits = lm_head is null ? x.matmul(wte.weight!.t()) : lm_head.call(x);
        return _lastLogits;
    }
}
