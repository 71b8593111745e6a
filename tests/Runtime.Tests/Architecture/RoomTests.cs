using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Type = System.Type;

namespace TorchSharp.Generators.Runtime.Tests.Architecture;

/// <summary>The folders of the runtime depend one way: each uses those named before it, never one behind.</summary>
public class RoomTests
{
    private const string Root = "TorchSharp.Generators";

    /// <summary>From the bottom to the top. The types of a room are in its namespace.</summary>
    private static readonly string[] s_rooms =
        ["Attributes", "Registration", "Reading", "Transfer", "Loading", "Recipes", "Collections", "Printing", "State", "Summary"];

    /// <summary>Public types have namespaces that users and generated code know.</summary>
    private static readonly Dictionary<string, Type[]> s_public = new()
    {
        ["Attributes"] =
        [
            typeof(ModuleAttribute), typeof(BufferAttribute), typeof(ParameterAttribute), typeof(SubmoduleAttribute),
            typeof(NotRegisteredAttribute), typeof(StateNamingAttribute), typeof(StateNamingPolicy),
        ],
        ["Registration"] = [
            typeof(IStatefulModule), typeof(StateVisitor), typeof(BufferRecipe), typeof(ElementVisit<>), typeof(ModuleRegistry)
        ],
        ["Loading"] = [typeof(StateDictException), typeof(SizeMismatch), typeof(StateDictExtensions), typeof(StateDictMapping)],
        ["State"] = [typeof(ModuleState)],
        ["Summary"] = [typeof(ModuleSummary), typeof(ModuleSummaryExtensions), typeof(StateEntry), typeof(StateEntryKind)],
    };

    private static readonly ArchUnitNET.Domain.Architecture s_runtime = new ArchLoader().LoadAssemblies(typeof(ModuleState).Assembly)
        .Build();

    [Fact]
    public void Each_room_uses_those_below_it_alone()
    {
        (IType User, IType Used)[] uses =
        [
            .. from type in s_runtime.Types
               where RoomOf(type) >= 0
               from dependency in type.Dependencies
               where RoomOf(dependency.Target) >= 0
               select (type, dependency.Target),
        ];

        // The top uses each room but the attributes, or else this sees nothing.
        Assert.Equal(
            s_rooms[1..Array.IndexOf(s_rooms, "State")],
            uses.Where(static use => use.User.FullName == typeof(ModuleState).FullName && RoomOf(use.Used) < RoomOf(use.User))
                .Select(static use => s_rooms[RoomOf(use.Used)])
                .Distinct()
                .OrderBy(static room => Array.IndexOf(s_rooms, room)));
        Assert.Empty(uses.Where(static use => RoomOf(use.User) < RoomOf(use.Used))
            .Select(static use => $"{use.User.FullName} uses {use.Used.FullName}")
            .Distinct());
    }

    [Fact]
    public void Each_type_is_in_a_room()
    {
        IEnumerable<string> homeless = s_runtime.Types
            .Where(static type => type.Namespace?.FullName.StartsWith(Root, StringComparison.Ordinal) == true && RoomOf(type) < 0)
            .Select(static type => type.FullName);

        Assert.Empty(homeless);
        Assert.All(s_rooms, static room => Assert.Contains(s_runtime.Types, type => RoomOf(type) == Array.IndexOf(s_rooms, room)));
    }

    /// <returns>-1 for what is not the runtime's own.</returns>
    private static int RoomOf(IType type)
    {
        string name = type.FullName.Split('+')[0];
        string? room = s_public.FirstOrDefault(entry => entry.Value.Any(known => known.FullName == name)).Key;
        return Array.FindIndex(s_rooms, candidate => candidate == room || type.Namespace?.FullName == $"{Root}.Runtime.{candidate}");
    }
}
