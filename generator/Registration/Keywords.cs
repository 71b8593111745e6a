using Microsoft.CodeAnalysis.CSharp;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>A symbol called <c>class</c> is written <c>@class</c>.</summary>
internal static class Keywords
{
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
