using System;
using Microsoft.CodeAnalysis.Editing;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>One way to repair one diagnostic within its file.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">The same for all repairs of this kind: "fix all" applies those with one key together.</param>
/// <param name="Apply">
/// Makes the change. With "fix all" other repairs have edited the same editor before, so nodes that they may share are
/// changed with the overloads that take the current node.
/// </param>
internal sealed record Repair(string Title, string Key, Action<SyntaxEditor> Apply);
