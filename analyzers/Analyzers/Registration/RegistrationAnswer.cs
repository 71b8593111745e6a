using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Why a member is not registered.</summary>
internal enum MissReason
{
    /// <summary>Reflection looks at instance fields.</summary>
    Static,

    /// <summary>It got its value after the one call of <c>RegisterComponents()</c> that counts.</summary>
    AssignedLate,

    /// <summary>The constructor of a base class made that call, before this class could assign anything.</summary>
    BaseRegistered,

    /// <summary>The base class moves what it was given, and nothing else: <c>Sequential</c>.</summary>
    BaseMovesItsOwn,

    /// <summary>A plain tensor of a generated class that says nothing.</summary>
    NoAttribute,

    /// <summary>It took the place of what is registered; the registry keeps the old value.</summary>
    Replaced,
}

/// <summary>
/// Whether TorchSharp knows a member of a finished module, by what and since when, and if not, why: in words that every
/// rule prints as they are.
/// </summary>
internal abstract record RegistrationAnswer
{
    /// <summary>What the registry has of the member, certain or not; empty where it has nothing.</summary>
    public virtual ImmutableArray<RegistryEntry> Entries => [];

    /// <summary>It moves with the module, and is saved if one of its entries is persistent.</summary>
    internal sealed record Registered(ImmutableArray<RegistryEntry> All) : RegistrationAnswer
    {
        public override ImmutableArray<RegistryEntry> Entries => All;

        /// <summary>The entry that counts: the first that certainly is there.</summary>
        public RegistryEntry Entry => All.FirstOrDefault(static entry => entry.IsCertain) ?? All[0];

        public bool IsPersistent => All.Any(static entry => entry.Persistent);

        /// <summary>TorchSharp's own transfer leaves non-persistent buffers where they are.</summary>
        public bool Moves => All.Any(static entry => entry.Persistent || entry.Route == RegistrationRoute.Generated);

        /// <summary>How and since when: <c>by RegisterComponents() on line 28</c>.</summary>
        public string Words =>
            Entry switch
            {
                { Route: RegistrationRoute.Generated } => "by generated code",
                { Route: RegistrationRoute.RegisterComponents, Line: { } line } => $"by RegisterComponents() on line {line}",
                { Line: { } line } => $"by the call on line {line}",
                _ => "by RegisterComponents()",
            };
    }

    /// <summary>It stays behind, whoever owns the module.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Words">The same as part of a sentence that begins with the member: <c>assigned on line 31, after ...</c>.</param>
    /// <param name="Place">Where that happens.</param>
    internal sealed record NotRegistered(MissReason Reason, string Words, SyntaxNode? Place) : RegistrationAnswer;

    /// <summary>It depends on a path, on the owner, or on code that cannot be seen: no rule speaks.</summary>
    internal sealed record Unknown(ImmutableArray<RegistryEntry> Possible) : RegistrationAnswer
    {
        public static Unknown Nothing { get; } = new(ImmutableArray<RegistryEntry>.Empty);

        public override ImmutableArray<RegistryEntry> Entries => Possible;
    }
}
