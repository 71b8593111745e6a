using TorchSharp.Generators.Runtime.Tests.Golden.LoadTargets;
using TorchSharp.Generators.Runtime.Tests.Golden.Shapes;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Golden;

/// <summary><c>load_state_dict</c> accepts, refuses and explains as real PyTorch does.</summary>
public class LoadTests
{
    private static readonly Dictionary<string, Func<nn.Module>> s_targets = new()
    {
        ["Target"] = () => new Target(),
        ["Scalars"] = () => new Scalars(),
        ["Typed"] = () => new Typed(),
        ["Caching"] = () => new Caching(),
        ["Optional"] = () => new Optional(),
        ["Tied"] = () => new Tied(),
        ["Stack"] = () => new Stack(),
    };

    public static TheoryData<string> Accepted => [.. GoldenFile.Names("loads").Where(name => GoldenFile.Load(name).Error is null)];

    public static TheoryData<string> Refused => [.. GoldenFile.Names("loads").Where(name => GoldenFile.Load(name).Error is not null)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_PyTorch_accepts_is_copied(string golden)
    {
        GoldenLoad expected = GoldenFile.Load(golden);
        using nn.Module module = State.Fill(s_targets[expected.Target]());

        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(State.Build(expected.Source), expected.Strict);

        SameAs.PyTorch("missing_keys", expected.MissingKeys, [.. missing]);
        SameAs.PyTorch("unexpected_keys", expected.UnexpectedKeys, [.. unexpected]);
        SameAs.PyTorch("state_dict", State.Lines(expected.StateDict!), State.Lines(module.state_dict()));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_PyTorch_refuses_changes_nothing_and_says_why(string golden)
    {
        GoldenLoad expected = GoldenFile.Load(golden);
        using nn.Module module = State.Fill(s_targets[expected.Target]());
        string[] before = State.Lines(module.state_dict());

        StateDictException error = Assert.Throws<StateDictException>(
            () => module.load_state_dict(State.Build(expected.Source), expected.Strict));


        // PyTorch's lines of keys end in a blank.
        SameAs.PyTorch("the error", [.. expected.Error!.Split('\n').Select(line => line.TrimEnd(' '))], error.Message.Split('\n'));
        SameAs.PyTorch("missing keys", expected.MissingKeys, [.. error.MissingKeys]);
        SameAs.PyTorch("unexpected keys", expected.UnexpectedKeys, [.. error.UnexpectedKeys]);
        SameAs.PyTorch("size mismatches", expected.SizeMismatches, [.. error.SizeMismatches.Select(mismatch => mismatch.Key)]);
        Assert.Equal(before, State.Lines(module.state_dict()));
    }

    /// <summary>PyTorch takes the first of any number of elements, which loses the others silently.</summary>
    [Fact]
    public void Scalar_takes_a_vector_of_one_element_only()
    {
        using var module = new Scalars();

        StateDictException error = Assert.Throws<StateDictException>(
            () => module.load_state_dict(new() { ["gain"] = ones(2), ["step"] = tensor(5L) }));
        Assert.Equal("gain", Assert.Single(error.SizeMismatches).Key);
    }

    /// <summary>PyTorch 1.13, which wrote the golden files, overlooks these two; PyTorch 2 reports them.</summary>
    [Theory]
    [InlineData("fc")]
    [InlineData("mask.part")]
    public void Key_that_continues_or_cuts_short_a_known_one_is_unexpected(string key)
    {
        using var module = new Target();
        Dictionary<string, Tensor> source = module.state_dict();
        source[key] = ones(1);

        StateDictException error = Assert.Throws<StateDictException>(() => module.load_state_dict(source));
        Assert.Equal(key, Assert.Single(error.UnexpectedKeys));
    }

    /// <summary>PyTorch forgives this to a state_dict without metadata, as TorchSharp's are.</summary>
    [Fact]
    public void Counter_of_BatchNorm_is_missing_like_any_other_key()
    {
        using var module = new WithBatchNorm();
        Dictionary<string, Tensor> source = module.state_dict();
        source.Remove("bn.num_batches_tracked");

        StateDictException error = Assert.Throws<StateDictException>(() => module.load_state_dict(source));
        Assert.Equal("bn.num_batches_tracked", Assert.Single(error.MissingKeys));
    }
}
