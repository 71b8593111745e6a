using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Typing.Tests.Surroundings;

/// <summary>Declarations beside the classes of a project that are called as what generated code and fixes name.</summary>
internal static class SameNames
{
    private static readonly string[] s_names =
    [
        "Tensor", "Module", "Buffer", "Parameter", "Submodule", "NotRegistered", "StateNaming",
        "ModuleState", "StateVisitor", "Runtime", "global", "torch", "nn", "TorchSharp", "System", "ModuleList", "ScalarType", "Device",
    ];

    /// <param name="trees">Of the project.</param>
    /// <param name="print">Writes the declaration of a name.</param>
    public static string Of(IReadOnlyCollection<SyntaxTree> trees, Func<string, string> print)
    {
        string[] namespaces =
        [
            .. trees.SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
                .Select(static space => string.Join(
                    '.', space.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(static part => part.Name)))
                .Distinct()
        ];
        HashSet<string> taken =
        [
            .. trees.SelectMany(static tree => tree.GetRoot().DescendantNodes())
                .SelectMany(static node => node switch
                {
                    BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
                    BaseNamespaceDeclarationSyntax space => space.Name.ToString().Split('.'),
                    _ => Array.Empty<string>(),
                }),
        ];
        string declarations = string.Join("\n    ", s_names.Where(name => !taken.Contains(name)).Select(print));
        return string.Join('\n', namespaces.Select(space => $"namespace {space}\n{{\n    {declarations}\n}}"));
    }
}
