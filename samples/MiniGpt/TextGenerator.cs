using MiniGpt.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace MiniGpt;

internal static class TextGenerator
{
    /// <summary>Greedy: takes the likeliest token each time. The model sees as many tokens back as its mask is wide.</summary>
    public static string Continue(GPTModel model, long contextLength, long[] prompt, int count, Action<int> progress)
    {
        using IDisposable inference = no_grad();
        List<long> tokens = [.. prompt];
        for (int done = 1; done <= count; done++)
        {
            using DisposeScope scope = NewDisposeScope();
            long[] window = [.. tokens.TakeLast((int)contextLength)];
            Tensor last = model.call(tensor(window).unsqueeze(0))[0, -1];
            tokens.Add(last.argmax().item<long>());
            progress(done);
        }

        return Tokenizer.Decode(tokens);
    }
}
