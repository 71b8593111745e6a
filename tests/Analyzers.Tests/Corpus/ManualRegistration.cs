using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Manual;

/// <summary>Registers each part by name and never all at once.</summary>
public sealed class Attention : Module<Tensor, Tensor>
{
    private readonly Linear c_attn;
    private readonly Linear c_proj;
    private readonly Tensor bias;

    public Attention(int n) : base(nameof(Attention))
    {
        c_attn = Linear(n, n);
        register_module("c_attn", c_attn);
        c_proj = Linear(n, n);
        register_module("c_proj", c_proj);
        bias = tril(ones(n, n));
        register_buffer("bias", bias);
    }

    public override Tensor forward(Tensor x) => c_proj.call(c_attn.call(x) * bias);
}

/// <summary>A dictionary of children, as nanoGPT has it.</summary>
public sealed class Gpt : Module<Tensor, Tensor>
{
    private readonly ModuleDict<Module<Tensor, Tensor>> transformer;
    private readonly Linear lm_head;

    public Gpt(int layers, int n) : base(nameof(Gpt))
    {
        transformer = ModuleDict<Module<Tensor, Tensor>>();
        transformer.Add("wte", Embedding(16, n));
        for (int i = 0; i < layers; i++)
        {
            transformer.Add($"h{i}", new Attention(n));
        }

        lm_head = Linear(n, 16, hasBias: false);
        ((Embedding)transformer["wte"]).weight = lm_head.weight;
        register_module("transformer", transformer);
        register_module("lm_head", lm_head);
        apply(Init);
    }

    private void Init(Module module)
    {
        if (module is Linear { weight: { } weight })
        {
            init.normal_(weight, 0, 0.02);
        }
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var (_, block) in transformer)
        {
            x = block.call(x);
        }

        return lm_head.call(x);
    }
}

/// <summary>A private method that only looks like TorchSharp's.</summary>
public sealed class OwnRegister : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor mask;

    public OwnRegister() : base(nameof(OwnRegister))
    {
        fc = Linear(2, 2);
        RegisterComponents(true);
        mask = ones(2);
        RegisterComponents();
    }

    private void RegisterComponents(bool verbose)
    {
        if (verbose)
        {
            Console.WriteLine(GetName());
        }
    }

    public override Tensor forward(Tensor x) => fc.call(x) + mask;
}

/// <summary>A Tensor field that holds a Parameter, under the name that PyTorch gives it.</summary>
public sealed class AddPosition : Module<Tensor, Tensor>
{
    [TorchSharp.Utils.ComponentName(Name = "dec_pos_embed")]
    private readonly Tensor _decPosEmbed;

    public AddPosition(int n) : base(nameof(AddPosition))
    {
        _decPosEmbed = Parameter(randn(1, n) * 0.02);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + _decPosEmbed;
}
