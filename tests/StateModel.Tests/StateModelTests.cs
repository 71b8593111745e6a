using TorchSharp.Generators.StateModel.Tests.Driving;

namespace TorchSharp.Generators.StateModel.Tests;

/// <summary>Random trees of modules are what a plain model of PyTorch's semantics says, whatever is done to them.</summary>
public class StateModelTests
{
    private const int Count = 2000;

    /// <summary>The same trees each time: other ones are for the long run.</summary>
    private const ulong Seed = 11;

    [Fact]
    public void Trees_are_what_PyTorch_would_make_of_them()
    {
        var trees = new Trees(Seed);

        string? failure = trees.FirstFailure(Count);

        Assert.True(failure is null, failure);
        Assert.Equal(Count, trees.Count);
    }
}
