using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Text;

public sealed class CharRnn : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly LSTM lstm;
    private readonly Linear decoder;
    private Tensor? h;
    private Tensor? c;

    public CharRnn(int vocabulary, int hidden) : base(nameof(CharRnn))
    {
        embedding = Embedding(vocabulary, hidden);
        lstm = LSTM(hidden, hidden);
        decoder = Linear(hidden, vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var e = embedding.call(x);
        (var y, h, c) = h is null ? lstm.call(e) : lstm.call(e, (h, c!));
        h = h.detach();
        c = c.detach();
        return decoder.call(y);
    }

    public void InitHidden(int batch, Device device)
    {
        h = zeros(1, batch, 8, device: device);
        c = zeros(1, batch, 8, device: device);
    }
}

public sealed class PositionalEncoding : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> dropout;
    private readonly Tensor pe;

    public PositionalEncoding(long model, double dropout, int length = 5000) : base(nameof(PositionalEncoding))
    {
        this.dropout = Dropout(dropout);
        var table = zeros(length, model);
        var position = arange(0, length, 1).unsqueeze(1);
        var div = (arange(0, model, 2) * (-Math.Log(10000.0) / model)).exp();
        table[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 2)] = (position * div).sin();
        table[TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)] = (position * div).cos();
        pe = table.unsqueeze(0).transpose(0, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor t) => dropout.call(t + pe[TensorIndex.Slice(null, t.shape[0]), TensorIndex.Slice()]);
}

/// <summary>Chooses its layers by options; every branch ends in registration.</summary>
public sealed class TimeEmbeddings : Module<Tensor, Tensor>
{
    private readonly Embedding? minute;
    private readonly Embedding hour;
    private readonly Embedding day;

    public TimeEmbeddings(string freq, bool share) : base(nameof(TimeEmbeddings))
    {
        if (share)
        {
            hour = Embedding(24, 8);
            day = hour;
        }
        else
        {
            if (freq == "t")
            {
                minute = Embedding(60, 8);
                register_module("minute", minute);
            }

            hour = Embedding(24, 8);
            day = Embedding(32, 8);
            register_module("day", day);
        }

        register_module("hour", hour);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = hour.call(x) + day.call(x);
        return minute is null ? y : y + minute.call(x);
    }
}
