using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharp.Generators.Tests.RealCode.Sources;

/// <summary>A parsed file, and the names by which it can clash with another or depend on it.</summary>
public sealed class SourceFile
{
    /// <summary>Stands among the declared types for top-level statements, of which a project has at most one file.</summary>
    private const string TopLevelStatements = "<top-level statements>";

    private static readonly CSharpParseOptions s_options = new(
        LanguageVersion.Preview,
        DocumentationMode.Parse,
        preprocessorSymbols:
        [
            "DEBUG", "TRACE", "NET", "NETCOREAPP", "NET10_0",
            .. Enumerable.Range(5, 6).Select(static version => $"NET{version}_0_OR_GREATER"),
        ]);

    public SourceFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Path = path;
        Tree = CSharpSyntaxTree.ParseText(SourceText.From(stream, Encoding.UTF8), s_options, path);
        var root = (CompilationUnitSyntax)Tree.GetRoot();
        HasTopLevelStatements = root.Members.Any(static member => member is GlobalStatementSyntax);
        string[] program = HasTopLevelStatements ? [TopLevelStatements] : [];
        BaseTypeDeclarationSyntax[] types =
            [.. root.DescendantNodes(static node => node is not BaseTypeDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>()];
        Types = [.. types.Select(FullName), .. program];
        Whole = [.. types.Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)).Select(FullName), .. program];
        TypeNames = [.. types.Select(static type => type.Identifier.ValueText)];
        Identifiers = [.. root.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(NameOf)];
    }

    public string Path { get; }

    public SyntaxTree Tree { get; }

    public bool HasTopLevelStatements { get; }

    /// <summary>Full names of the types that it declares.</summary>
    public ImmutableHashSet<string> Types { get; }

    /// <summary>Those that nobody else may declare again: not partial.</summary>
    public ImmutableHashSet<string> Whole { get; }

    /// <summary>The declared types as other files write them.</summary>
    public ImmutableHashSet<string> TypeNames { get; }

    public ImmutableHashSet<string> Identifiers { get; }

    /// <summary>Trees made here are parsed as the files are.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_options, path);

    private static string NameOf(SyntaxToken token) => token.ValueText;

    private static string FullName(BaseTypeDeclarationSyntax type)
    {
        IEnumerable<BaseNamespaceDeclarationSyntax> scopes = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse();
        string scope = string.Concat(scopes.Select(static scope => scope.Name + "."));
        int arity = type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: int count } ? count : 0;
        return $"{scope}{type.Identifier.ValueText}`{arity}";
    }
}
