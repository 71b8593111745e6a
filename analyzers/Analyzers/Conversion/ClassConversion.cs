using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>All that changes in the source of one class when its state is generated.</summary>
/// <param name="Type">The class.</param>
/// <param name="HasState">Whether anything of it is registered: only then is there something to generate.</param>
/// <param name="Declares">Whether the class is no generated one yet.</param>
/// <param name="Parts">Its declarations, in the order of the compilation.</param>
/// <param name="Members">Its members, by the declarator or property that declares them.</param>
/// <param name="Statements">The statements that registered by hand.</param>
/// <param name="Reads">Calls like <c>get_buffer("mask")</c>, and the member that they read.</param>
/// <param name="Detached">Assignments of state while the module runs, which nothing will see: what they assign leaves its scope.</param>
/// <param name="Fields">New fields.</param>
internal sealed record ClassConversion(
    INamedTypeSymbol Type,
    bool HasState,
    bool Declares,
    ImmutableArray<TypeDeclarationSyntax> Parts,
    IReadOnlyDictionary<SyntaxNode, MemberConversion> Members,
    IReadOnlyDictionary<SyntaxNode, StatementConversion> Statements,
    IReadOnlyDictionary<ExpressionSyntax, string> Reads,
    IReadOnlyCollection<AssignmentExpressionSyntax> Detached,
    ImmutableArray<AddedField> Fields);
