using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>How something came into the registry of a module.</summary>
internal enum RegistrationRoute
{
    /// <summary>By reflection, because a field held it when <c>RegisterComponents()</c> ran.</summary>
    RegisterComponents,

    /// <summary>
    /// By a call of <c>register_buffer</c>, <c>register_parameter</c>, <c>register_module</c>, ..., or an edit of the registry itself.
    /// </summary>
    Call,

    /// <summary>By generated code.</summary>
    Generated,
}

/// <summary>One entry of a module's registry. A member may have several: by a call under one name, by reflection under its own.</summary>
/// <param name="Registry">Which of the three registries, null where the run-time type decides and is not known.</param>
/// <param name="Key">Its name there, null where it is computed.</param>
/// <param name="Member">The member whose value was registered, null where there is none.</param>
/// <param name="Persistent">Whether it is part of state_dict.</param>
/// <param name="Route">How it came there.</param>
/// <param name="Present">Whether it is there: a call may stand in a branch, and may be undone.</param>
/// <param name="Since">The call that registered it; null for generated code.</param>
internal sealed record RegistryEntry(
    StateKind? Registry,
    string? Key,
    ISymbol? Member,
    bool Persistent,
    RegistrationRoute Route,
    Certainty Present,
    SyntaxNode? Since)
{
    public bool IsCertain => Present == Certainty.Yes;

    /// <summary>The line of the call that registered it.</summary>
    public int? Line => Since is null ? null : RegistrationOracle.Line(Since);

    /// <summary>The <c>register_*</c> call, null for the other routes.</summary>
    public InvocationExpressionSyntax? Call => Route == RegistrationRoute.Call ? Since as InvocationExpressionSyntax : null;

    /// <summary>Entries of one place, or of one member under a computed name, are the same entry on all paths.</summary>
    internal (StateKind? Registry, string? Key, ISymbol? Member, SyntaxNode? Call) Identity => (Registry, Key) switch
    {
        (_, null) => (Registry, null, Member, Since),
        (null, _) => (null, Key, Member, null),
        ({ } registry, _) => PlaceOf(registry, Key),
    };

    /// <summary>Of an entry whose registry and name are known.</summary>
    internal static (StateKind? Registry, string? Key, ISymbol? Member, SyntaxNode? Call) PlaceOf(StateKind registry, string key) =>
        (registry, key, null, null);
}
