using MiniGpt;
using MiniGpt.Model;

namespace TorchSharp.Generators.Runtime.Tests.Golden;

/// <summary>A checkpoint that Python wrote, in a model declared with attributes.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly string s_file = Path.Combine(AppContext.BaseDirectory, "mini-gpt.dat");
    private static readonly Reference s_reference = Reference.Read(Path.Combine(AppContext.BaseDirectory, "mini-gpt.reference.json"));

    private readonly GPTModel _model = Checkpoint.Load(new GPTModel(GptConfig.Mini), s_file);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Keys_are_PyTorchs_in_PyTorchs_order() => SameAs.PyTorch("state_dict", s_reference.Keys, [.. _model.state_dict().Keys]);

    [Fact]
    public void Logits_are_PyTorchs() => Assert.InRange(s_reference.LargestDifference(_model), 0, Reference.Tolerance);

    [Fact]
    public void Logits_of_a_model_without_the_checkpoint_are_not_PyTorchs()
    {
        using var untrained = new GPTModel(GptConfig.Mini);
        untrained.eval();

        Assert.True(s_reference.LargestDifference(untrained) > 1);
    }

    [Fact]
    public void Logits_are_PyTorchs_after_a_round_trip_through_another_dtype()
    {
        _model.to(torch.ScalarType.Float64).to(torch.ScalarType.Float32);

        Assert.InRange(s_reference.LargestDifference(_model), 0, Reference.Tolerance);
    }

    [Fact]
    public void Greedy_text_is_PyTorchs()
    {
        int added = s_reference.Text.Length - s_reference.Prompt.Length;

        Assert.Equal(s_reference.Text, TextGenerator.Continue(_model, GptConfig.Mini.ContextLength, s_reference.Tokens, added, _ => { }));
    }

    [Fact]
    public void Saving_writes_the_bytes_that_were_loaded()
    {
        using var stream = new MemoryStream();
        _model.save(stream);

        Assert.Equal(File.ReadAllBytes(s_file), stream.ToArray());
    }
}
