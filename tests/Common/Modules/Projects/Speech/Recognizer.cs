using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

[assembly: StateNaming(StateNamingPolicy.SnakeCaseLower)]

namespace Generated.Speech;

[Module]
public sealed partial class Recognizer(SpeechOptions options) : Module<Tensor, Tensor>(nameof(Recognizer))
{
    private readonly FrontEnd FrontEnd = options.FrontEnd;
    [Submodule(SpeechOptions.EncoderKey)] private readonly Conformer encoder = new(options.Encoder);
    private readonly Linear CtcHead = Linear(options.Encoder.Width, options.Classes);
    [Buffer] private Tensor BlankPenalty = zeros(1);
    [NotRegistered] private Tensor? lastLogits;

    public override Tensor forward(Tensor wave)
    {
        Tensor logits = CtcHead.call(encoder.call(FrontEnd.call(wave)));
        lastLogits = logits.detach();
        return logits - BlankPenalty;
    }

    public string Decode() => lastLogits is null ? "" : string.Concat(lastLogits.argmax(-1).data<long>().Select(i => options.Vocabulary[(int)i]));

    public static Recognizer Small(IReadOnlyList<string> vocabulary) => new(new SpeechOptions(new LogMel(), EncoderOptions.Small, vocabulary));
}
