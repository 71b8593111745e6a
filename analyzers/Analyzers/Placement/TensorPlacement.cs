using System;
using System.Collections.Immutable;
using System.Linq;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// Where a tensor may lie when execution comes to a point of a method. Nothing set means that nothing is known.
/// </summary>
internal sealed class TensorPlacement : IEquatable<TensorPlacement>
{
    public static readonly TensorPlacement Unknown = new();

    /// <summary>On the device of the module: the input, a parameter, the result of a layer.</summary>
    public static readonly TensorPlacement OnModule = new() { IsOnModule = true };

    private TensorPlacement()
    {
    }

    /// <summary>The factories from which it may come without having been moved.</summary>
    public ImmutableHashSet<Creation> Fresh { get; private init; } = [];

    /// <summary>The factories from which it may come, moved by hand on the way.</summary>
    public ImmutableHashSet<Creation> Moved { get; private init; } = [];

    public bool IsOnModule { get; private init; }

    /// <summary>
    /// The least number of dimensions of a fresh tensor: one without dimensions may meet a tensor of any device.
    /// </summary>
    public int Rank { get; private init; }

    /// <summary>An array, a list or a tuple.</summary>
    public bool IsContainer { get; private init; }

    /// <summary>The factories whose tensors a container holds at the same time as one of the module.</summary>
    public ImmutableHashSet<Creation> Mixed { get; private init; } = [];

    /// <summary>The creations that must not meet a tensor of the module.</summary>
    public ImmutableHashSet<Creation> Stranded => Rank > 0 ? Fresh : [];

    /// <summary>
    /// On the module's device however it was made. One that is fresh on some paths may be so on the same paths as another:
    /// what they do together is not definite.
    /// </summary>
    public bool IsSurelyOnModule => IsOnModule && Fresh.IsEmpty;

    private bool HoldsOneOfModule => IsSurelyOnModule || !Mixed.IsEmpty;

    /// <summary>Of a tuple that is written out: what each place holds.</summary>
    public ImmutableArray<TensorPlacement> Places { get; private init; } = [];

    public static TensorPlacement Created(Creation creation, int rank) => new() { Fresh = [creation], Rank = rank };

    /// <summary>The result of <c>.to(device)</c>.</summary>
    public TensorPlacement MovedToModule() => new() { Moved = Moved.Union(Fresh), IsOnModule = true };

    public TensorPlacement WithRank(int rank) => Fresh.IsEmpty || rank == Rank ? this : With(Math.Max(0, rank), IsContainer);

    public TensorPlacement AsContainer() => IsContainer ? this : With(Rank, isContainer: true);

    public static TensorPlacement Tuple(ImmutableArray<TensorPlacement> places) =>
        places.Aggregate(Unknown.AsContainer(), static (held, place) => held.Hold(place)).WithPlaces(places);

    /// <summary>What a place of a tuple holds, or any element where the places are not known.</summary>
    public TensorPlacement At(int place) => place < Places.Length ? Places[place] : Element();

    /// <summary>One element of a container. Where it holds tensors of both kinds, which one it is remains open.</summary>
    public TensorPlacement Element() =>
        IsContainer ? (IsOnModule && !Fresh.IsEmpty ? Unknown : With(Rank, isContainer: false)) : this;

    /// <summary>
    /// What holds where two paths meet. A tensor that one of them moved is taken as handled on the other too: there the
    /// code decided by the device.
    /// </summary>
    public TensorPlacement Join(TensorPlacement other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        return new()
        {
            Fresh = Fresh.Except(other.Moved).Union(other.Fresh.Except(Moved)),
            Moved = Moved.Union(other.Moved),
            IsOnModule = IsOnModule || other.IsOnModule,
            Rank = LeastRank(other),
            IsContainer = IsContainer || other.IsContainer,
            Mixed = Mixed.Union(other.Mixed),
            Places = Places.Length == other.Places.Length ? [.. Places.Zip(other.Places, static (mine, theirs) => mine.Join(theirs))] : [],
        };
    }

    /// <summary>
    /// The result of an operation on both. One that has a tensor of the module in it lies there, for otherwise it failed;
    /// one with nothing known in it lies where the fresh tensor does, for the same reason.
    /// </summary>
    public TensorPlacement Combine(TensorPlacement other) =>
        IsSurelyOnModule || other.IsSurelyOnModule
            ? new() { IsOnModule = true, Moved = Moved.Union(other.Moved) }
            : new()
            {
                Fresh = Stranded.IsEmpty && other.Stranded.IsEmpty ? Fresh.Union(other.Fresh) : Stranded.Union(other.Stranded),
                Moved = Moved.Union(other.Moved),
                IsOnModule = IsOnModule || other.IsOnModule,
                Rank = Math.Max(Rank, other.Rank),
            };

    /// <summary>A container that holds both.</summary>
    public TensorPlacement Hold(TensorPlacement other)
    {
        TensorPlacement both = Join(other);
        return new()
        {
            Fresh = both.Fresh,
            Moved = both.Moved,
            IsOnModule = both.IsOnModule,
            Rank = both.Rank,
            IsContainer = true,
            Mixed = both.Mixed
                .Union(other.HoldsOneOfModule ? Stranded : [])
                .Union(HoldsOneOfModule ? other.Stranded : [])
                .Except(both.Moved),
        };
    }

    /// <summary>The same, with other factories in the place of those that are somebody else's to report.</summary>
    public TensorPlacement WithCreations(Func<Creation, Creation> replace) =>
        Fresh.IsEmpty
            ? this
            : new()
            {
                Fresh = [.. Fresh.Select(replace)],
                Moved = [.. Moved.Select(replace)],
                IsOnModule = IsOnModule,
                Rank = Rank,
                IsContainer = IsContainer,
                Mixed = [.. Mixed.Select(replace)],
                Places = [.. Places.Select(place => place.WithCreations(replace))],
            };

    public bool Equals(TensorPlacement? other) =>
        other is not null
        && IsOnModule == other.IsOnModule
        && Rank == other.Rank
        && IsContainer == other.IsContainer
        && Mixed.SetEquals(other.Mixed)
        && Places.SequenceEqual(other.Places)
        && Fresh.SetEquals(other.Fresh)
        && Moved.SetEquals(other.Moved);

    public override bool Equals(object? obj) => Equals(obj as TensorPlacement);

    public override int GetHashCode() => (Fresh.Count, Moved.Count, IsOnModule, Rank, IsContainer).GetHashCode();

    private int LeastRank(TensorPlacement other) =>
        Fresh.IsEmpty ? other.Rank : other.Fresh.IsEmpty ? Rank : Math.Min(Rank, other.Rank);

    private TensorPlacement With(int rank, bool isContainer) =>
        new()
        {
            Fresh = Fresh,
            Moved = Moved,
            IsOnModule = IsOnModule,
            Rank = rank,
            IsContainer = isContainer,
            Mixed = isContainer ? Mixed : [],
            Places = isContainer ? Places : [],
        };

    private TensorPlacement WithPlaces(ImmutableArray<TensorPlacement> places) =>
        new()
        {
            Fresh = Fresh,
            Moved = Moved,
            IsOnModule = IsOnModule,
            Rank = Rank,
            IsContainer = IsContainer,
            Mixed = Mixed,
            Places = places
        };
}
