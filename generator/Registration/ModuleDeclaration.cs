using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// What a class declares: its state and everything that is wrong with it, found together in one pass. The generator writes the
/// members, the analyzers report the problems and the fixes read both, so that none can disagree with another.
/// </summary>
/// <param name="Type">The class.</param>
/// <param name="Base">What it is generated over.</param>
/// <param name="Members">The registered members in declaration order, those with problems too.</param>
/// <param name="Problems">What keeps the class from being generated.</param>
/// <param name="IsGenerated">Whether the generator writes its state, or did when it was compiled.</param>
internal sealed record ModuleDeclaration(
    INamedTypeSymbol Type,
    BaseKind Base,
    ImmutableArray<StateMember> Members,
    ImmutableArray<DeclarationProblem> Problems,
    bool IsGenerated)
{
    /// <summary>The declaration of <paramref name="type"/>. Each is read once per compilation.</summary>
    public static ModuleDeclaration Of(INamedTypeSymbol type, TorchSymbols torch) =>
        torch.DeclarationOf(type.OriginalDefinition, DeclarationReader.Read);

    /// <summary>What <paramref name="member"/> is as state of its class, null where it is none.</summary>
    public static StateMember? StateOf(ISymbol member, TorchSymbols torch) =>
        member.ContainingType is { } type ? Of(type, torch).StateOf(member) : null;

    /// <inheritdoc cref="StateOf(ISymbol, TorchSymbols)"/>
    public StateMember? StateOf(ISymbol member) =>
        Members.FirstOrDefault(state => SymbolEqualityComparer.Default.Equals(state.Symbol, member.OriginalDefinition));
}
