using TorchSharp.Generators.Runtime.Tests.Golden.LoadTargets;
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

        SameAs.PyTorch("the error", expected.Error!.Split('\n'), error.Message.Split('\n'));
        SameAs.PyTorch("missing keys", expected.MissingKeys, [.. error.MissingKeys]);
        SameAs.PyTorch("unexpected keys", expected.UnexpectedKeys, [.. error.UnexpectedKeys]);
        SameAs.PyTorch("size mismatches", expected.SizeMismatches, [.. error.SizeMismatches.Select(mismatch => mismatch.Key)]);
        Assert.Equal(before, State.Lines(module.state_dict()));
    }
}
