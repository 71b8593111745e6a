using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>How a member came into TorchSharp's registry.</summary>
internal enum RegistrationRoute
{
    None,

    /// <summary>By reflection, because the member held its value when <c>RegisterComponents()</c> ran.</summary>
    RegisterComponents,

    /// <summary>By a call of <c>register_buffer</c>, <c>register_parameter</c>, <c>register_module</c>, ...</summary>
    Call,

    /// <summary>By generated code.</summary>
    Generated,
}

/// <summary>What is known about one member at one point of a constructor.</summary>
/// <param name="Assigned">Whether the member holds something other than null.</param>
/// <param name="Registered">Whether the registry holds the member's value of that time.</param>
/// <param name="Route">How it was registered.</param>
/// <param name="Key">Its name there.</param>
/// <param name="Persistent">Whether it is part of state_dict.</param>
/// <param name="AssignedAt">Where it got its value.</param>
/// <param name="Holds">Which of TorchSharp's three registries takes the value, null where its run-time type is not known.</param>
internal sealed record MemberState(
    Certainty Assigned,
    Certainty Registered,
    RegistrationRoute Route,
    string? Key,
    bool Persistent,
    SyntaxNode? AssignedAt,
    StateKind? Holds)
{
    /// <summary>A member that nothing has touched yet.</summary>
    public static MemberState Untouched { get; } = new(Certainty.No, Certainty.No, RegistrationRoute.None, null, true, null, null);

    public MemberState Join(MemberState other) =>
        new(
            Assigned.Join(other.Assigned),
            Registered.Join(other.Registered),
            Route == RegistrationRoute.None ? other.Route : Route,
            Key ?? other.Key,
            Persistent && other.Persistent,
            AssignedAt ?? other.AssignedAt,
            Holds == other.Holds ? Holds : null);
}
