using System.Text.Json;
using MiniGpt.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace MiniGpt;

/// <summary>What PyTorch computed with the checkpoint that comes with the sample.</summary>
/// <param name="Prompt">The text that PyTorch was given.</param>
/// <param name="Tokens">The same as tokens.</param>
/// <param name="Logits">Its logits, a row for each position.</param>
/// <param name="Text">Its greedy continuation, prompt included.</param>
/// <param name="Keys">The keys of its state_dict, in order.</param>
internal sealed record Reference(string Prompt, long[] Tokens, float[][] Logits, string Text, string[] Keys)
{
    public const double Tolerance = 1e-4;

    public static Reference Read(string path) =>
        JsonSerializer.Deserialize<Reference>(File.ReadAllText(path), JsonSerializerOptions.Web)!;

    /// <summary>The largest difference between a logit of <paramref name="model"/> and PyTorch's.</summary>
    public double LargestDifference(GPTModel model)
    {
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor actual = model.call(tensor(Tokens).unsqueeze(0)).flatten();
        return (actual - tensor([.. Logits.SelectMany(row => row)])).abs().max().item<float>();
    }
}
