using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using TorchSharp.Generators.CodeFixes;

namespace TorchSharp.Generators.Analyzers.Tests.Architecture;

/// <summary>The rooms of the fixes depend one way: a fix asks what all fixes share, which knows none of them.</summary>
public class CodeFixRoomTests
{
    private const string Root = "TorchSharp.Generators.CodeFixes";

    /// <summary>What offers and applies the repairs of every fix: it is in the root, which has no name of its own.</summary>
    private const string Engine = "";

    /// <summary>What the fixes of several series share, from the bottom to the top.</summary>
    private static readonly string[] s_shared = ["Syntax", Engine];

    private static readonly string[] s_series = ["Checkpoint", "Conversion", "Declaration", "Forward", "Lifetime", "Registration"];

    private static readonly ArchUnitNET.Domain.Architecture s_fixes =
        new ArchLoader().LoadAssemblies(typeof(TorchCodeFix).Assembly).Build();

    private static readonly IType[] s_types = [.. s_fixes.Types.Where(static type => RoomOf(type) is not null)];

    [Fact]
    public void Each_series_uses_what_all_share_and_none_another() =>
        Assert.Empty(
            (from type in s_types
             from dependency in type.Dependencies
             where !MayUse(RoomOf(type)!, RoomOf(dependency.Target))
             select $"{type.FullName} uses {dependency.Target.FullName}").Distinct());

    [Fact]
    public void Each_type_is_in_a_room() =>
        Assert.Equal(s_shared.Concat(s_series).Order(), s_types.Select(RoomOf).Distinct().Order());

    private static bool MayUse(string user, string? used) =>
        used is null
        || used == user
        || (s_shared.Contains(used) && (s_series.Contains(user) || Array.IndexOf(s_shared, used) < Array.IndexOf(s_shared, user)));

    /// <returns>Null for what is not of the fixes.</returns>
    private static string? RoomOf(IType type) =>
        type.Namespace?.FullName is not { } space ? null
        : space == Root ? Engine
        : space.StartsWith(Root + ".", StringComparison.Ordinal) ? space[(Root.Length + 1)..].Split('.')[0]
        : null;
}
