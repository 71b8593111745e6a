using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Bert;

/// <summary>Never registers itself: each of its users does it for it.</summary>
public sealed class BertSelfAttention : Module<Tensor, Tensor?, Tensor> // silent: TSG1002
{
    private readonly Linear query, key, value;
    private readonly Dropout dropout = Dropout(0.1);

    public BertSelfAttention(long width) : base(nameof(BertSelfAttention))
    {
        query = Linear(width, width);
        key = Linear(width, width);
        value = Linear(width, width);
    }

    public override Tensor forward(Tensor x, Tensor? mask)
    {
        var scores = query.call(x).matmul(key.call(x).transpose(-1, -2));
        scores = mask is null ? scores : scores + mask;
        return dropout.call(functional.softmax(scores, -1)).matmul(value.call(x));
    }
}

/// <summary>Position ids are a buffer that only looks rows up: registered under the field's name, before the rest.</summary>
public sealed class BertEmbeddings : Module<Tensor, Tensor>
{
    private readonly Embedding word_embeddings, position_embeddings;
    private readonly LayerNorm norm;
    private readonly Tensor position_ids;

    public BertEmbeddings(long vocab, long positions, long width) : base(nameof(BertEmbeddings))
    {
        position_ids = arange(positions).unsqueeze(0);
        register_buffer("position_ids", position_ids);
        word_embeddings = Embedding(vocab, width);
        position_embeddings = Embedding(positions, width);
        norm = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids) =>
        norm.call(word_embeddings.call(ids) + position_embeddings.call(position_ids[.., ..(int)ids.shape[1]]));
}

public sealed class BertModel : Module<Tensor, Tensor, Tensor>
{
    private readonly BertEmbeddings embeddings;
    private readonly ModuleList<BertSelfAttention> layers = [];
    private readonly Linear pooler;

    public BertModel(long vocab, long width, int depth) : base(nameof(BertModel))
    {
        embeddings = new BertEmbeddings(vocab, 512, width);
        for (int i = 0; i < depth; i++)
        {
            layers.Add(new BertSelfAttention(width));
        }

        pooler = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids, Tensor mask)
    {
        var extended = (1.0 - mask.unsqueeze(1).to(float32)) * -10000.0;
        var x = embeddings.call(ids);
        foreach (var layer in layers)
        {
            x = layer.call(x, extended);
        }

        return pooler.call(x[.., 0]).tanh();
    }

    public static BertModel Load(string path, Device device)
    {
        var model = new BertModel(30522, 64, 2);
        model.load(path); // silent: TSG1002
        model.to(device); // silent: TSG1002
        model.eval();
        return model;
    }
}

public static class Probe
{
    /// <summary>Made as a root after all: nothing of it moves.</summary>
    public static Tensor Run(Tensor x, Device device)
    {
        var attention = new BertSelfAttention(64);
        attention.to(device); // expect: TSG1002
        return attention.call(x.to(device), null);
    }
}
