using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>One way to repair one diagnostic.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">The same for all repairs of this kind: "fix all" applies those with one key together.</param>
internal abstract record Repair(string Title, string Key)
{
    /// <summary>Whether "fix all" may apply it, unseen: <c>dotnet format</c> does, wherever it finds the diagnostic.</summary>
    public bool ForAll { get; init; } = true;
}

/// <summary>An edit within one file.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">The kind of the repair.</param>
/// <param name="Apply">
/// Makes the change. With "fix all" other repairs have edited the same editor before, so nodes that they may share are
/// changed with the overloads that take the current node.
/// </param>
/// <param name="Tree">The file, where it is not that of the diagnostic.</param>
internal sealed record EditRepair(string Title, string Key, Action<SyntaxEditor> Apply, SyntaxTree? Tree = null) : Repair(Title, Key);

/// <summary>Classes that are generated, or have members that are declared: however many files that concerns.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">The kind of the repair.</param>
/// <param name="Request">What is wanted. It can be had.</param>
internal sealed record GenerateRepair(string Title, string Key, GenerationRequest Request) : Repair(Title, Key)
{
    /// <summary>Null where the request cannot be met.</summary>
    public static GenerateRepair? For(
        string title, string key, GenerationRequest request, SemanticModel model, System.Threading.CancellationToken cancellationToken) =>
        Generation.IsPossible(request, model.Compilation, cancellationToken) ? new GenerateRepair(title, key, request) : null;
}

/// <summary>A line that comes into StateKeys.txt, or goes.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">The kind of the repair.</param>
/// <param name="Line">The line.</param>
/// <param name="Comes">Whether it comes.</param>
internal sealed record KeyFileRepair(string Title, string Key, string Line, bool Comes) : Repair(Title, Key);
