using TorchSharp.Generators.StateModel.Tests.Driving;
using TorchSharp.Generators.StateModel.Tests.Planted;

namespace TorchSharp.Generators.StateModel.Tests;

/// <summary>The tester is tested: it sees a bug in the runtime library. <c>-- --plants</c> tries all.</summary>
public class PlantedTests
{
    private const int Count = 1000;

    /// <summary>These are seen within seconds.</summary>
    public static TheoryData<string> Quick =>
    [
        "the dtype of a gradient", "what Persistent says", "an error for another shape", "that a null has no entry",
        "what collections in collections hold",
    ];

    [Theory]
    [MemberData(nameof(Quick))]
    public void A_planted_bug_is_seen(string name)
    {
        Plant plant = Assert.Single(Plant.All, plant => plant.Name == name);
        Assert.True(new Trees(1, PlantedRuntime.Compile(plant)).AnyFails(Count));
    }

    [Fact]
    public void Each_can_be_planted() => Assert.All(Plant.All, static plant => PlantedRuntime.Compile(plant));

    [Fact]
    public void The_library_as_it_is_holds_when_it_is_compiled_here() =>
        Assert.Null(new Trees(1, PlantedRuntime.Compile(plant: null)).FirstFailure(100));
}
