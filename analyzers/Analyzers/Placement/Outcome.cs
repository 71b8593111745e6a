using System.Collections.Immutable;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>What a call of a method comes to.</summary>
/// <param name="Exit">The variables when it returns.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Meetings">What comes together in it.</param>
internal sealed record Outcome(PlacementState Exit, TensorPlacement Result, ImmutableArray<Meeting> Meetings)
{
    /// <summary>A body that cannot be followed: its result may lie anywhere.</summary>
    public static Outcome Unseen(PlacementState state) => new(state, TensorPlacement.Unknown, []);
}
