using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Typing.Tests.Surroundings;

/// <summary>Twenty types around all others of a file.</summary>
internal static class OuterTypes
{
    public static string Around(SyntaxTree tree)
    {
        string text = tree.ToString();
        string opening = string.Concat(Enumerable.Range(1, 20).Select(static level => $"public partial class Level{level}\n{{\n"));
        foreach (SyntaxNode scope in tree.GetRoot().DescendantNodesAndSelf().Reverse())
        {
            MemberDeclarationSyntax[] types = [.. Members(scope).Where(IsType)];
            if (types.Length > 0)
            {
                text = text.Insert(types[^1].FullSpan.End, string.Concat(Enumerable.Repeat("}\n", 20)))
                    .Insert(types[0].FullSpan.Start, opening);
            }
        }

        return text;
    }

    private static SyntaxList<MemberDeclarationSyntax> Members(SyntaxNode scope) =>
        scope switch
        {
            CompilationUnitSyntax file => file.Members,
            BaseNamespaceDeclarationSyntax space => space.Members,
            _ => default,
        };

    private static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;
}
