using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What is known about the value of one member at one point of a constructor.</summary>
/// <param name="Assigned">Whether it holds something other than null.</param>
/// <param name="AssignedAt">Where it got its value.</param>
/// <param name="Holds">Which of TorchSharp's three registries takes the value, null where its run-time type is not known.</param>
internal sealed record TrackedMember(Certainty Assigned, SyntaxNode? AssignedAt, StateKind? Holds)
{
    /// <summary>A member that nothing has touched yet.</summary>
    public static TrackedMember Untouched { get; } = new(Certainty.No, null, null);

    public TrackedMember Join(TrackedMember other) =>
        new(Assigned.Join(other.Assigned), AssignedAt ?? other.AssignedAt, Holds == other.Holds ? Holds : null);
}
