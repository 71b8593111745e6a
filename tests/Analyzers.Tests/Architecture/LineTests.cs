using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Tests.Catalog;

namespace TorchSharp.Generators.Analyzers.Tests.Architecture;

/// <summary>A reader sees whole lines; only what is said to users, or written into their project, is not cut.</summary>
public class LineTests
{
    private const int Columns = 140;

    [Theory]
    [InlineData("generator")]
    [InlineData("analyzers")]
    [InlineData("runtime")]
    public void Lines_have_at_most_140_columns_but_for_literals(string part)
    {
        string[] files = [.. Files(part)];

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(TooLong));
    }

    private static IEnumerable<string> Files(string part) =>
        Directory.EnumerateFiles(RuleCatalog.PathOf(part), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Split(Path.DirectorySeparatorChar).Any(static folder => folder is "bin" or "obj"));

    private static IEnumerable<string> TooLong(string path)
    {
        SourceText text = SourceText.From(File.ReadAllText(path));
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return text.Lines
            .Where(line => line.Span.Length > Columns && !root.DescendantTokens(line.Span).Any(IsLongLiteral))
            .Select(line => $"{path}:{line.LineNumber + 1}");
    }

    private static bool IsLongLiteral(SyntaxToken token) =>
        token.Parent!.AncestorsAndSelf().Any(static node =>
            node is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax && node.Span.Length > 40);
}
