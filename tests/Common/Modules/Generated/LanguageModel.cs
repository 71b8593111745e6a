using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Recurrent;

[Module]
public sealed partial class LstmLanguageModel : Module<Tensor, (Tensor, Tensor)?, (Tensor Logits, (Tensor, Tensor) State)>
{
    private readonly Embedding embedding;
    private readonly LSTM lstm;
    private readonly Dropout dropout = Dropout(0.3);
    private readonly Linear decoder;

    public LstmLanguageModel(long vocabulary, long width, int layers)
        : base(nameof(LstmLanguageModel))
    {
        embedding = Embedding(vocabulary, width);
        lstm = LSTM(width, width, numLayers: layers, batchFirst: true);
        decoder = Linear(width, vocabulary);
        init.uniform_(embedding.weight!, -0.1, 0.1);
        init.zeros_(decoder.bias!);
    }

    public override (Tensor Logits, (Tensor, Tensor) State) forward(Tensor tokens, (Tensor, Tensor)? state)
    {
        (Tensor output, Tensor h, Tensor c) = lstm.call(dropout.call(embedding.call(tokens)), state);
        return (decoder.call(dropout.call(output)), (h.detach(), c.detach()));
    }
}

[Module]
public sealed partial class HandGru(long inputs, long hidden) : Module<Tensor, Tensor>(nameof(HandGru))
{
    [Parameter("weight_ih")] private Parameter inputWeight = new(randn(3 * hidden, inputs) * 0.1);
    [Parameter("weight_hh")] private Parameter hiddenWeight = new(randn(3 * hidden, hidden) * 0.1);
    [Parameter("bias_ih")] private Parameter? inputBias = new(zeros(3 * hidden));
    [Buffer(Persistent = false)] private partial Tensor? State { get; set; }

    public void Reset() => State = null;

    public override Tensor forward(Tensor x)
    {
        Tensor h = State ?? zeros(x.shape[0], hidden, device: x.device);
        var outputs = new List<Tensor>();
        for (int step = 0; step < x.shape[1]; step++)
        {
            Tensor[] i = functional.linear(x[.., step], inputWeight, inputBias).chunk(3, -1);
            Tensor[] r = h.matmul(hiddenWeight.t()).chunk(3, -1);
            Tensor reset = (i[0] + r[0]).sigmoid(), update = (i[1] + r[1]).sigmoid();
            h = ((1 - update) * (i[2] + (reset * r[2])).tanh()) + (update * h);
            outputs.Add(h);
        }

        State = h.detach();
        return stack(outputs, 1);
    }
}
