using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using TorchSharp.Generators.Analyzers.Rules;
using TorchSharp.Generators.SourceGeneration;

namespace TorchSharp.Generators.Analyzers.Tests.Architecture;

/// <summary>The rooms of the analyzers depend one way: each asks those below it, and none asks a rule.</summary>
public class RoomTests
{
    private const string Root = "TorchSharp.Generators.Analyzers";

    /// <summary>From the bottom to the top.</summary>
    private static readonly string[] s_rooms =
        ["Flow", "TorchApi", "Registration", "Placement", "Checkpoint", "Conversion", "Suppressors", "Descriptors", "Rules"];

    private static readonly ArchUnitNET.Domain.Architecture s_analyzers =
        new ArchLoader().LoadAssemblies(typeof(TorchAnalyzer).Assembly).Build();

    private static readonly IType[] s_types = [.. s_analyzers.Types.Where(static type => RoomOf(type) >= 0)];

    [Fact]
    public void Each_room_uses_those_below_it_alone() =>
        Assert.Empty(
            (from type in s_types
             from dependency in type.Dependencies
             where RoomOf(dependency.Target) > RoomOf(type)
             select $"{type.FullName} uses {dependency.Target.FullName}").Distinct());

    [Fact]
    public void Each_type_is_in_a_room()
    {
        IEnumerable<string> homeless = s_analyzers.Types
            .Where(static type => type.Namespace?.FullName.StartsWith(Root, StringComparison.Ordinal) == true && RoomOf(type) < 0)
            .Select(static type => type.FullName);

        Assert.Empty(homeless);
        Assert.Equal(s_rooms.Order(), s_types.Select(static type => s_rooms[RoomOf(type)]).Distinct().Order());
    }

    /// <summary>How control flows has nothing to do with tensors, nor with what is state.</summary>
    [Fact]
    public void Flow_knows_nothing_of_TorchSharp() =>
        Assert.Empty(
            from type in s_types
            where s_rooms[RoomOf(type)] == "Flow"
            from dependency in type.Dependencies
            where dependency.Target.FullName.StartsWith(typeof(ModuleGenerator).Namespace!, StringComparison.Ordinal)
            select $"{type.FullName} uses {dependency.Target.FullName}");

    /// <summary>The first name behind the root: a namespace, or the class of the descriptors, which has none of its own.</summary>
    private static int RoomOf(IType type) =>
        type.FullName.StartsWith(Root + ".", StringComparison.Ordinal)
            ? Array.IndexOf(s_rooms, type.FullName[(Root.Length + 1)..].Split('.', '+')[0])
            : -1;
}
