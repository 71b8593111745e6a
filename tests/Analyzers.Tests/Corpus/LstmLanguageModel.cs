using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.LstmLanguageModel;

/// <summary>Hidden state comes from the caller, or is zero where the input is.</summary>
public sealed class LanguageModel : Module<Tensor, (Tensor h, Tensor c)?, (Tensor, (Tensor, Tensor))>
{
    private readonly Embedding encoder;
    private readonly LSTM rnn;
    private readonly Linear decoder;
    private readonly int layers;

    public LanguageModel(long vocab, long width, int layers, bool tie) : base(nameof(LanguageModel))
    {
        this.layers = layers;
        encoder = Embedding(vocab, width);
        rnn = LSTM(width, width, layers, batchFirst: true);
        decoder = Linear(width, vocab);
        if (tie)
        {
            decoder.weight = encoder.weight; // silent: TSG1003
        }

        RegisterComponents();
    }

    public override (Tensor, (Tensor, Tensor)) forward(Tensor tokens, (Tensor h, Tensor c)? hidden)
    {
        var x = encoder.call(tokens);
        var h0 = zeros(layers, tokens.shape[0], x.shape[2], device: x.device); // silent: TSG1011
        var (y, h, c) = rnn.call(x, hidden ?? (h0, zeros_like(h0)));
        return (decoder.call(y), (h, c));
    }
}

/// <summary>Keeps the hidden state from batch to batch, detached: it is no state of the model.</summary>
public sealed class StatefulLstm : Module<Tensor, Tensor>
{
    private readonly LSTM rnn;
    private Tensor? h;
    private Tensor? c;

    public StatefulLstm(long width) : base(nameof(StatefulLstm))
    {
        rnn = LSTM(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (y, hn, cn) = h is null ? rnn.call(x, null) : rnn.call(x, (h, c!));
        (h, c) = (hn.detach(), cn.detach()); // silent: TSG1004
        return y;
    }

    public void Forget() => (h, c) = (null, null);
}

/// <summary>The first hidden state is made on the CPU and handed to a layer with weights.</summary>
public sealed class CpuHidden : Module<Tensor, Tensor>
{
    private readonly GRU rnn;
    private readonly Linear fc;
    private readonly long width;

    public CpuHidden(long width) : base(nameof(CpuHidden))
    {
        this.width = width;
        rnn = GRU(width, width);
        fc = Linear(width, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h0 = zeros(1, x.shape[1], width); // expect: TSG1011
        var (y, _) = rnn.call(x, h0);
        return fc.call(y[-1]);
    }
}

/// <summary>Written cell by cell, as in a lecture.</summary>
public sealed class HandmadeLstm : Module<Tensor, Tensor>
{
    private readonly Parameter W_x, W_h;
    private readonly Tensor b; // silent: TSG1015
    private readonly int width;

    public HandmadeLstm(int inputs, int width) : base(nameof(HandmadeLstm))
    {
        this.width = width;
        W_x = Parameter(randn(inputs, 4 * width) / Math.Sqrt(inputs));
        W_h = Parameter(randn(width, 4 * width) / Math.Sqrt(width));
        b = Parameter(zeros(4 * width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h = x.new_zeros(x.shape[1], width); // silent: TSG1011
        var c = h.clone();
        for (int t = 0; t < x.shape[0]; t++)
        {
            var gates = (x[t].matmul(W_x) + h.matmul(W_h) + b).chunk(4, 1);
            c = gates[0].sigmoid() * c + gates[1].sigmoid() * gates[2].tanh();
            h = gates[3].sigmoid() * c.tanh();
        }

        return h;
    }
}
