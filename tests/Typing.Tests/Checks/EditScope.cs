using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Typing.Tests.Checks;

/// <summary>
/// The classes that an edit is not about, told from the text alone: it changed nothing but other types, and these are not mentioned,
/// neither by the class nor by what it mentions.
/// </summary>
internal static class EditScope
{
    private static readonly StringComparer s_names = StringComparer.OrdinalIgnoreCase;

    /// <returns>
    /// The hint name of each such class, and whether it is the same one among those of its file with the same attribute: Roslyn compares
    /// them by place.
    /// </returns>
    public static IEnumerable<(string HintName, bool KeepsPlace)> Beside(
        SyntaxTree before, SyntaxTree after, IReadOnlyCollection<SyntaxTree> files)
    {
        MemberDeclarationSyntax[] old = [.. Types(before)], now = [.. Types(after)];
        if (!old.Select(NamespaceOf).SequenceEqual(now.Select(NamespaceOf)) || Around(before, old) != Around(after, now))
        {
            return [];
        }

        int[] changed = [.. Enumerable.Range(0, now.Length).Where(i => old[i].ToString() != now[i].ToString())];
        HashSet<string> names = changed.SelectMany(i => Declared(old[i]).Concat(Declared(now[i]))).ToHashSet(s_names);
        if (files.SelectMany(Namespaces).Any(names.Contains))
        {
            return [];
        }

        bool keepPlaces = changed.All(i => Attributes(old[i]).SequenceEqual(Attributes(now[i])));
        ILookup<string, MemberDeclarationSyntax> declarations = files.SelectMany(Types)
            .SelectMany(static type => Declared(type).Select(name => (name, type)))
            .ToLookup(static declared => declared.name, static declared => declared.type, s_names);
        return
            from type in files.SelectMany(Types)
            where !Mentions(type, names, declarations)
            let keepsPlace = keepPlaces || type.SyntaxTree != after || Array.IndexOf(now, type) < changed[0]
            from name in HintNames(type)
            select (name, keepsPlace);
    }

    private static IEnumerable<MemberDeclarationSyntax> Types(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(static member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>A brace that is gone can put what comes behind it into another one.</summary>
    private static string NamespaceOf(MemberDeclarationSyntax type) =>
        string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(static part => part.Name));

    private static string Around(SyntaxTree tree, IEnumerable<MemberDeclarationSyntax> types) =>
        types.Reverse().Aggregate(tree.ToString(), static (text, type) => text.Remove(type.SpanStart, type.Span.Length));

    private static IEnumerable<string> Declared(MemberDeclarationSyntax type) =>
        type.DescendantNodesAndSelf().Select(static node => node switch
        {
            BaseTypeDeclarationSyntax declared => declared.Identifier.ValueText,
            DelegateDeclarationSyntax declared => declared.Identifier.ValueText,
            _ => null,
        }).OfType<string>();

    private static IEnumerable<string> Namespaces(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .SelectMany(static node => node switch
            {
                UsingDirectiveSyntax named => named.DescendantTokens(),
                BaseNamespaceDeclarationSyntax named => named.Name.DescendantTokens(),
                _ => [],
            })
            .Select(static token => token.ValueText);

    /// <summary>Once for each member that it stands on: one whose name is missing is none to Roslyn, nor what lacks a brace before it.</summary>
    private static IEnumerable<string> Attributes(MemberDeclarationSyntax type) =>
        from attribute in type.DescendantNodes().OfType<AttributeSyntax>()
        let count = attribute.Parent?.Parent switch
        {
            BaseFieldDeclarationSyntax field => field.Declaration.Variables.Count(static member => !member.Identifier.IsMissing),
            IncompleteMemberSyntax or AccessorDeclarationSyntax { RawKind: (int)SyntaxKind.UnknownAccessorDeclaration } => 0,
            _ => 1,
        }
        from name in Enumerable.Repeat(attribute.Name.ToString(), count)
        select name;

    private static bool Mentions(
        MemberDeclarationSyntax type, HashSet<string> names, ILookup<string, MemberDeclarationSyntax> declarations)
    {
        var seen = new HashSet<MemberDeclarationSyntax> { type };
        var left = new Stack<MemberDeclarationSyntax>(seen);
        while (left.TryPop(out MemberDeclarationSyntax? next))
        {
            foreach (SyntaxToken token in next.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
            {
                if (names.Contains(token.ValueText))
                {
                    return true;
                }

                foreach (MemberDeclarationSyntax mentioned in declarations[token.ValueText].Where(seen.Add))
                {
                    left.Push(mentioned);
                }
            }
        }

        return false;
    }

    /// <summary>Of the type and those in it, where nothing about the names is odd.</summary>
    private static IEnumerable<string> HintNames(MemberDeclarationSyntax type) =>
        type.DescendantNodesAndSelf().OfType<TypeDeclarationSyntax>().Select(static declared =>
            string.Join('.', declared.AncestorsAndSelf().Reverse().Select(static node => node switch
            {
                BaseNamespaceDeclarationSyntax part => part.Name.ToString(),
                TypeDeclarationSyntax { TypeParameterList.Parameters.Count: var arity } part => $"{part.Identifier.ValueText}-{arity}",
                TypeDeclarationSyntax part => part.Identifier.ValueText,
                _ => null,
            }).OfType<string>())
            + ".TorchState.g.cs");
}
