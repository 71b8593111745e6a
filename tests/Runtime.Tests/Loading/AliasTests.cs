using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

[Module]
internal sealed partial class Renamed : PassThrough
{
    [Submodule("attention", Aliases = ["att", "selfAttention"])] private readonly RenamedHead _attention = new();
    [Buffer("mask", Aliases = ["causal_mask"])] public Tensor _mask = ones(2);
}

[Module]
internal sealed partial class RenamedHead : PassThrough
{
    [Submodule("query", Aliases = ["W_q"])] public Linear _query = nn.Linear(2, 2, hasBias: false);
    [Parameter("scale", Aliases = ["gamma"])] public Parameter _scale = nn.Parameter(ones(1));
}

/// <summary>Keys of older checkpoints, for one entry or for all below a submodule.</summary>
public partial class AliasTests
{
    [Theory]
    [InlineData("mask", "attention.scale", "attention.query.weight")]
    [InlineData("causal_mask", "att.gamma", "att.W_q.weight")]
    [InlineData("mask", "selfAttention.scale", "attention.W_q.weight")]
    public void Older_keys_load_and_todays_are_written(string mask, string scale, string query)
    {
        using var module = new Renamed();

        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(
            new() { [mask] = full(2, 3f), [scale] = full(1, 3f), [query] = full(2, 2, 3f) });

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        module.AssertFilledWith(3);
        Assert.Equal(["mask", "attention.scale", "attention.query.weight"], module.state_dict().Keys);
    }

    [Module]
    internal sealed partial class RenamedTree : PassThrough
    {
        [Submodule("blocks", Aliases = ["layers"])] private readonly List<RenamedHead> _blocks = [new(), new()];
        [Submodule("heads", Aliases = ["outputs"])] private readonly Dictionary<string, RenamedHead[]> _heads = new() { ["a"] = [new()] };
        [Parameter("scales", Aliases = ["gammas"])] private readonly Parameter?[] _scales = [nn.Parameter(ones(1)), null];
    }

    /// <summary>The older name of a collection, and older names of what is in it, at once.</summary>
    [Fact]
    public void Older_keys_of_collections_load()
    {
        using var module = new RenamedTree();
        Dictionary<string, Tensor> older = module.state_dict().ToDictionary(
            static entry => entry.Key
                .Replace("blocks.", "layers.", StringComparison.Ordinal)
                .Replace("heads.", "outputs.", StringComparison.Ordinal)
                .Replace("scales.", "gammas.", StringComparison.Ordinal)
                .Replace(".scale", ".gamma", StringComparison.Ordinal)
                .Replace(".query.", ".W_q.", StringComparison.Ordinal),
            static entry => full_like(entry.Value, 3));

        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(older);

        Assert.Empty(missing.Concat(unexpected));
        module.AssertFilledWith(3);
    }

    [Fact]
    public void A_file_with_older_keys_loads()
    {
        using var file = new MemoryStream();
        nn.Module.save_state_dict(
            new BinaryWriter(file),
            new() { ["causal_mask"] = full(2, 3f), ["att.gamma"] = full(1, 3f), ["att.W_q.weight"] = full(2, 2, 3f) });
        file.Position = 0;
        using var module = new Renamed();
        var loaded = new Dictionary<string, bool>();

        module.load(file, loadedParameters: loaded);

        module.AssertFilledWith(3);
        Assert.All(loaded.Values, Assert.True);
    }

    [Fact]
    public void The_older_key_beside_todays_is_unexpected()
    {
        using Renamed module = new Renamed().FilledWith(1);
        Dictionary<string, Tensor> source = module.StateFilledWith(2);
        source.Add("causal_mask", ones(2));
        source.Add("att.W_q.weight", ones(2, 2));

        StateDictException error = Assert.Throws<StateDictException>(() => module.load_state_dict(source));

        Assert.Equal(["causal_mask", "att.W_q.weight"], error.UnexpectedKeys);
        module.AssertFilledWith(1);
    }

    /// <summary>Whether today's is loaded or skipped: the older one is not what it stands for.</summary>
    [Fact]
    public void Nor_does_it_count_where_todays_is_skipped()
    {
        using Renamed module = new Renamed().FilledWith(1);
        Dictionary<string, Tensor> source = module.StateFilledWith(2);
        source.Add("causal_mask", ones(2));

        StateDictException error = Assert.Throws<StateDictException>(() => module.load_state_dict(source, skip: ["mask"]));

        Assert.Equal(["causal_mask"], error.UnexpectedKeys);
        module.AssertFilledWith(1);
    }

    [Fact]
    public void Of_two_older_keys_the_second_is_unexpected()
    {
        using Renamed module = new Renamed().FilledWith(1);
        Dictionary<string, Tensor> source = module.StateFilledWith(2);
        source.Remove("attention.scale", out Tensor? scale);
        source.Add("att.scale", scale!);
        source.Add("selfAttention.scale", full(1, 3f));

        StateDictException error = Assert.Throws<StateDictException>(() => module.load_state_dict(source));
        Assert.Equal(["selfAttention.scale"], error.UnexpectedKeys);
        Assert.Empty(error.MissingKeys);
        module.AssertFilledWith(1);

        (_, IList<string> unexpected) = module.load_state_dict(source, strict: false);
        Assert.Equal(["selfAttention.scale"], unexpected);
        module.AssertFilledWith(2);
    }

    [Theory]
    [InlineData("causal_mask")]
    [InlineData("mask")]
    public void An_entry_is_skipped_under_either_key(string skipped)
    {
        using Renamed module = new Renamed().FilledWith(1);

        module.load_state_dict(new() { ["causal_mask"] = full(2, 3f) }, strict: false, skip: [skipped]);

        module.AssertFilledWith(1);
    }

    [Module]
    internal partial class Before : PassThrough
    {
        [Buffer(Aliases = ["table"])] public Tensor sines = ones(1);
    }

    [Module]
    internal sealed partial class Split : Before
    {
        [Buffer(Aliases = ["table"])] public Tensor cosines = ones(1);
        [Buffer("table")] public Tensor rotated = ones(1);
        [Buffer(Aliases = ["old"])] public Tensor left = ones(1);
        [Buffer(Aliases = ["old"])] public Tensor right = ones(1);
    }

    /// <summary>The member that is declared last has it. A key of today is nobody's older one.</summary>
    [Fact]
    public void One_older_name_of_two_members_fills_one()
    {
        using Split module = new Split().FilledWith(1);

        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(
            new() { ["table"] = full(1, 2f), ["old"] = full(1, 3f) }, strict: false);

        Assert.Equal(["sines", "cosines", "left"], missing);
        Assert.Empty(unexpected);
        Assert.Equal([1f, 1f, 2f, 1f, 3f], module.state_dict().Values.Select(static tensor => tensor.item<float>()));
    }
}
