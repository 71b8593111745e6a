using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>A key that is almost right is pointed at, behind PyTorch's own text.</summary>
public class NearMissTests
{
    [Theory]
    [InlineData("w_query.weight", "wQuery.weight")]
    [InlineData("w_query.weight", "_wQuery.weight")]
    [InlineData("w_query.weight", "W_query.weight")]
    [InlineData("w_query.weight", "<WQuery>k__BackingField.weight")]
    [InlineData("w_query.weight", "<w_query>P.weight")]
    [InlineData("w_query.weight", "w_qeury.weight")]
    [InlineData("w_query.weight", "w_qxxxy.weight")]
    [InlineData("w_query.weight", "module.w_query.weight")]
    [InlineData("mask", "maks")]
    public void A_near_miss_is_pointed_at(string key, string found)
    {
        string message = MessageFor(key, found);

        Assert.StartsWith(
            $"Error(s) in loading state_dict for Head:\n\tMissing key(s) in state_dict: \"{key}\".\n\tUnexpected key(s) in state_dict: \"{found}\".\n\t",
            message);
        Assert.EndsWith($"\n\tDid you mean \"{key}\"? The state_dict has \"{found}\".", message);
    }

    [Theory]
    [InlineData("w_query.weight", "encoder.norm.gamma")]
    [InlineData("w_query.weight", "w_query1.weight")]
    [InlineData("w_query.weight", "<encoder.norm.gamma")]
    [InlineData("w_query.weight", "encoder..weight.")]
    [InlineData("w_query.weight", "<>.weight")]
    public void What_is_something_else_is_not(string key, string found) => Assert.DoesNotContain("Did you mean", MessageFor(key, found));

    [Fact]
    public void Of_two_the_nearest_is_meant_and_each_once()
    {
        using var alike = new Alike();

        string message = Assert.Throws<StateDictException>(
            () => alike.load_state_dict(new() { ["tableRot"] = ones(2), ["tableRox"] = ones(2), ["tableRoy"] = ones(2) })).Message;

        Assert.Equal(3, message.Split("Did you mean").Length);
        Assert.Contains("Did you mean \"tableRow\"? The state_dict has \"tableRot\".", message);
        Assert.Contains("Did you mean \"tableCow\"? The state_dict has \"tableRox\".", message);
    }

    [Fact]
    public void A_key_of_another_shape_is_not_meant()
    {
        using var head = new Head();
        Dictionary<string, Tensor> source = head.StateFilledWith(1);
        source.Remove("mask");
        source.Add("Mask", ones(7));

        Assert.DoesNotContain("Did you mean", Assert.Throws<StateDictException>(() => head.load_state_dict(source)).Message);
    }

    [Fact]
    public void Without_strict_nothing_is_suggested()
    {
        using var head = new Head();
        Dictionary<string, Tensor> source = head.StateFilledWith(1);
        source.Remove("w_query.weight", out Tensor? weight);
        source.Add("wQuery.weight", weight!);
        source["mask"] = ones(3);

        string message = Assert.Throws<StateDictException>(() => head.load_state_dict(source, strict: false)).Message;

        Assert.StartsWith("Error(s) in loading state_dict for Head:\n\tsize mismatch for mask: ", message);
        Assert.DoesNotContain("Did you mean", message);
    }

    [Fact]
    public void Many_near_misses_are_cut_short()
    {
        using var chain = new Wide();
        Dictionary<string, Tensor> source = chain.state_dict().ToDictionary(entry => "module." + entry.Key, entry => entry.Value);

        string message = Assert.Throws<StateDictException>(() => chain.load_state_dict(source)).Message;

        Assert.Equal(8, message.Split("Did you mean").Length - 1);
        Assert.EndsWith("(12 more keys are near misses.)", message);
    }

    private static string MessageFor(string key, string found)
    {
        using var head = new Head();
        Dictionary<string, Tensor> source = head.StateFilledWith(1);
        source.Remove(key, out Tensor? value);
        source.Add(found, value!);
        return Assert.Throws<StateDictException>(() => head.load_state_dict(source)).Message;
    }
}

[Module]
internal sealed partial class Alike : PassThrough
{
    [Buffer] private Tensor tableCow = ones(2);
    [Buffer] private Tensor tableRow = ones(2);
}

[Module]
internal sealed partial class Wide : PassThrough
{
    private readonly Sequential layers = nn.Sequential(Enumerable.Range(0, 10).Select(_ => (nn.Module<Tensor, Tensor>)nn.Linear(1, 1)));
}
