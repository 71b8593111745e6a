using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>A statement that registers something under a constant key.</summary>
/// <param name="Statement">The statement, or the one expression of a constructor.</param>
/// <param name="Call">The call in it.</param>
/// <param name="Registry">Which registry takes it.</param>
/// <param name="Key">The key.</param>
/// <param name="Persistent">Whether state_dict has it.</param>
/// <param name="Argument">The position of the registered value among the arguments.</param>
/// <param name="Value">The registered value.</param>
/// <param name="Member">The member of the module that holds it, null where none does.</param>
/// <param name="Given">The assignments by which the member got the registered value.</param>
/// <param name="Assigns">Whether the member gets its value in the argument itself.</param>
/// <param name="AtConstruction">Whether it runs while the module is made, and only then.</param>
internal sealed record HandCall(
    SyntaxNode Statement,
    InvocationExpressionSyntax Call,
    StateKind Registry,
    string Key,
    bool Persistent,
    int Argument,
    IOperation Value,
    ISymbol? Member,
    ImmutableArray<SyntaxNode> Given,
    bool Assigns,
    bool AtConstruction);
