using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// The names in the base lists of a file, each with the classes that name it, and the aliases of the file, which stand for such
/// a name. A file is read once, however many compilations it goes through.
/// </summary>
/// <param name="Classes">By the name of a base, without what stands around it.</param>
/// <param name="Aliases">By the name that an alias stands for.</param>
internal sealed record BaseLists(ILookup<string, ClassDeclarationSyntax> Classes, ILookup<string, string> Aliases)
{
    private static readonly ConditionalWeakTable<SyntaxTree, BaseLists> s_inTree = new();

    public static BaseLists Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!s_inTree.TryGetValue(tree, out BaseLists? lists))
        {
            BaseLists found = Read(tree.GetRoot(cancellationToken));
            lists = s_inTree.GetValue(tree, _ => found);
        }

        return lists;
    }

    private static BaseLists Read(SyntaxNode root)
    {
        SyntaxNode[] nodes = [
            .. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        ];
        return new BaseLists(
            nodes.OfType<ClassDeclarationSyntax>()
                .SelectMany(static declaration =>
                    (declaration.BaseList?.Types ?? []).Select(type => (Name: NameOf(type.Type), declaration)))
                .ToLookup(static pair => pair.Name, static pair => pair.declaration),
            nodes.OfType<UsingDirectiveSyntax>()
                .Where(static directive => directive.Alias is not null)
                .ToLookup(
                    static directive => NameOf(directive.NamespaceOrType), static directive => directive.Alias!.Name.Identifier.ValueText));
    }

    private static string NameOf(TypeSyntax type) =>
        type switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            _ => "",
        };
}
