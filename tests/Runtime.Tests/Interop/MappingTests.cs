using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Interop;

/// <summary>Names of another library on the keys of a module.</summary>
public class MappingTests
{
    [Fact]
    public void What_is_not_placed_is_reported()
    {
        using var block = new TinyBlock();
        Tensor weight = ones(4);
        Dictionary<string, Tensor> source = new()
        {
            ["model.ln_1.weight"] = weight,
            ["model.attn.c_attn.weight"] = ones(12, 4),
            ["model.attn.c_attn.bias"] = ones(12),
            ["model.attn.rotary.inv_freq"] = ones(2),
            ["step"] = tensor(1),
        };

        StateDictMapping mapping = block.map_state_dict(source);

        Assert.Equal(
            ["norm.weight", "attention.qkv.weight", "attention.qkv.bias"],
            mapping.Entries.Keys.OrderBy(key => block.state_dict().Keys.ToList().IndexOf(key)));
        Assert.Same(weight, mapping.Entries["norm.weight"]);
        Assert.Equal("model.ln_1.weight", mapping.Names["norm.weight"]);
        Assert.Equal(["norm.bias", "attention.mask"], mapping.MissingKeys);
        Assert.Equal(["model.attn.rotary.inv_freq", "step"], mapping.UnplacedNames);
        Assert.StartsWith("3 placed, 2 missing, 2 not placed\n  model.ln_1.weight -> norm.weight\n", mapping.ToString());
        Assert.EndsWith(
            "\n  missing: norm.bias\n  missing: attention.mask\n  not placed: model.attn.rotary.inv_freq\n  not placed: step",
            mapping.ToString());
    }

    [Fact]
    public void A_given_prefix_is_the_only_one()
    {
        using var norm = nn.LayerNorm(4);
        Dictionary<string, Tensor> source = new()
        {
            ["a.weight"] = ones(4),
            ["a.bias"] = ones(4),
            ["b.weight"] = zeros(4),
            ["b.bias"] = zeros(4)
        };

        StateDictMapping mapping = norm.map_state_dict(source, prefix: "b.");

        Assert.Equal("b.weight", mapping.Names["weight"]);
        Assert.Equal(["a.weight", "a.bias"], mapping.UnplacedNames);
    }

    [Fact]
    public void Of_prefixes_that_are_as_frequent_the_shortest_counts()
    {
        using var norm = nn.LayerNorm(4);
        Dictionary<string, Tensor> source = new()
        {
            ["long.a.weight"] = ones(4),
            ["long.a.bias"] = ones(4),
            ["b.weight"] = zeros(4),
            ["b.bias"] = zeros(4),
        };

        Assert.Equal(["long.a.weight", "long.a.bias"], norm.map_state_dict(source).UnplacedNames);
    }

    [Fact]
    public void A_name_behind_a_rarer_prefix_is_placed_where_its_shape_fits()
    {
        using var gpt = new TinyGpt();
        Dictionary<string, Tensor> source = gpt.state_dict()
            .ToDictionary(entry => entry.Key == "head.weight" ? "lm_head.weight" : "transformer." + entry.Key, entry => entry.Value);

        Assert.Empty(gpt.map_state_dict(source).UnplacedNames);
        source["lm_head.weight"] = ones(7, 7);
        Assert.Equal(["lm_head.weight"], gpt.map_state_dict(source).UnplacedNames);
    }

    [Fact]
    public void Todays_name_goes_before_an_older_one()
    {
        using var block = new TinyBlock();
        Dictionary<string, Tensor> source = new() { ["ln_1.weight"] = zeros(4), ["norm.weight"] = ones(4) };

        StateDictMapping mapping = block.map_state_dict(source);

        Assert.Equal("norm.weight", mapping.Names["norm.weight"]);
        Assert.Equal(["ln_1.weight"], mapping.UnplacedNames);
    }

    [Fact]
    public void A_module_with_its_own_keys_is_mapped_to_itself()
    {
        using var gpt = new TinyGpt();

        StateDictMapping mapping = gpt.map_state_dict(gpt.state_dict());

        Assert.Equal(gpt.state_dict().Keys, mapping.Entries.Keys);
        Assert.All(mapping.Names, name => Assert.Equal(name.Key, name.Value));
    }
}
