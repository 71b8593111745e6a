using System.Collections;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Interop;

/// <summary>Files that PyTorch wrote, read by TorchSharp.PyBridge: the recipes of <c>docs/checkpoints.md</c>.</summary>
public class ForeignFileTests
{
    public static TheoryData<string> Files => ["gpt.pth", "gpt.safetensors"];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_PyTorch_loads_by_prefix_alias_and_tie(string file)
    {
        using var gpt = new TinyGpt();

        StateDictMapping mapping = gpt.map_state_dict(Read(file));
        gpt.load_state_dict(mapping.Entries);

        Assert.Empty(mapping.MissingKeys);
        Assert.Empty(mapping.UnplacedNames);
        AssertLoaded(gpt);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_PyTorch_loads_into_a_model_on_meta(string file)
    {
        using var gpt = new TinyGpt();
        set_default_device(META);
        using TinyGpt onMeta = new();
        set_default_device(CPU);

        onMeta.load_state_dict(onMeta.map_state_dict(Read(file)).Entries, assign: true);

        AssertLoaded(onMeta);
        Assert.Equal(gpt.state_dict().Keys, onMeta.state_dict().Keys);
    }

    [Theory]
    [InlineData("saved.pth")]
    [InlineData("saved.safetensors")]
    public void What_PyBridge_saves_loads_again(string file)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + file);
        using var written = new TinyGpt();
        written.load_state_dict(written.map_state_dict(Read("gpt.pth")).Entries);
        if (file.EndsWith("pth", StringComparison.Ordinal))
        {
            written.save_py(path);
        }
        else
        {
            written.save_safetensors(path);
        }

        using var gpt = new TinyGpt();
        gpt.load_state_dict(Read(path));
        File.Delete(path);

        AssertLoaded(gpt);
    }

    /// <summary>The trap: PyBridge compares names with <c>state_dict()</c> itself, where no alias is and a tied weight must be.</summary>
    [Fact]
    public void PyBridge_alone_refuses_the_file_and_names_nothing()
    {
        using var gpt = new TinyGpt();

        Exception error = Assert.ThrowsAny<InvalidOperationException>(() => gpt.load_safetensors(PathOf("gpt.safetensors")));

        Assert.DoesNotContain("wte", error.Message);
    }

    private static void AssertLoaded(TinyGpt gpt)
    {
        // foreign.py fills parameter i with 100 i and up: the embedding first, then each block.
        Assert.Equal(Enumerable.Range(0, 24).Select(value => (float)value), gpt.tokens.weight!.data<float>());
        Assert.Equal(gpt.tokens.weight, gpt.head.weight);
        Assert.Equal(100f, gpt.blocks[0].norm.weight![0].item<float>());
        Assert.Equal(347f, gpt.blocks[0].attention.qkv.weight![11, 3].item<float>());
        Assert.Equal(811f, gpt.blocks[1].attention.qkv.bias![11].item<float>());
        Assert.Equal(10, gpt.blocks[1].attention.mask.sum().item<long>());
        Assert.Equal(9, gpt.parameters().Count());
    }

    private static Dictionary<string, Tensor> Read(string file)
    {
        string path = PathOf(file);
        return file.EndsWith("pth", StringComparison.Ordinal)
            ? PyTorchUnpickler.UnpickleStateDict(path)
                .Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (Tensor)entry.Value!)
            : Safetensors.LoadStateDict(path);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Golden", "foreign", file);
}
