using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// The reasons for which a class is not generated. The names are what the analyzers call the rules; the ids are theirs.
/// </summary>
internal enum DeclarationRule
{
    /// <summary>TSG0001.</summary>
    ModuleMustBePartial,

    /// <summary>TSG0002.</summary>
    StateOutsideModule,

    /// <summary>TSG0003.</summary>
    TypeDoesNotFit,

    /// <summary>TSG0004.</summary>
    MustHoldItsValue,

    /// <summary>TSG0005.</summary>
    ContradictoryAttributes,

    /// <summary>TSG0006.</summary>
    InvalidKey,

    /// <summary>TSG0007.</summary>
    DuplicateKey,

    /// <summary>TSG0008.</summary>
    CollidesWithOverride,

    /// <summary>TSG0009.</summary>
    RecipeNotCallable,

    /// <summary>TSG0010.</summary>
    PartialPropertyNeedsCSharp13,

    /// <summary>TSG0011.</summary>
    NeedsCSharp9,
}

/// <summary>One mistake in the declaration of a module: the rule, the symbol it is about, and the words for the message.</summary>
internal sealed class DeclarationProblem(DeclarationRule rule, ISymbol symbol, params string[] arguments)
{
    public DeclarationRule Rule { get; } = rule;

    public ISymbol Symbol { get; } = symbol;

    /// <summary>Where it is to be reported, if not at the symbol's first declaration.</summary>
    public Location? Location { get; init; }

    public IReadOnlyList<string> Arguments { get; } = arguments;
}
