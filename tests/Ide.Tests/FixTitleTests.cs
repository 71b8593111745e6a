using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Ide.Tests;

/// <summary>What a light bulb can say is explained on the page of the rule, in bold: a reader looks for the words that he saw.</summary>
public partial class FixTitleTests
{
    public static TheoryData<string> Fixes => [.. FixedProject.Fixes.Select(static fix => fix.GetType().Name)];

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Title_stands_on_the_page_of_each_rule_that_it_fixes(string fix)
    {
        string[] titles = [.. TitlesOf(fix)];

        Assert.NotEmpty(titles);
        Assert.All(
            FixedProject.Fixes.Single(candidate => candidate.GetType().Name == fix).FixableDiagnosticIds,
            id => Assert.All(titles, title => Assert.Matches($@"\*\*{title}\*\*", RulePage.Read(id))));
    }

    /// <summary>As patterns. A title begins with a verb, which no other string of a fix does.</summary>
    private static IEnumerable<string> TitlesOf(string fix)
    {
        string file = Directory.GetFiles(RulePage.PathOf("analyzers/CodeFixes"), fix + ".cs", SearchOption.AllDirectories).Single();
        SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return root.DescendantNodes().OfType<ExpressionSyntax>()
            .Select(PatternOf)
            .OfType<string>()
            .Where(static text => Verb().IsMatch(text))
            .Distinct();
    }

    /// <summary>Null for what is not a string.</summary>
    private static string? PatternOf(ExpressionSyntax expression) =>
        expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => Regex.Escape(text),
            InterpolatedStringExpressionSyntax { Contents: var contents } => string.Concat(contents.Select(static part =>
                part is InterpolatedStringTextSyntax { TextToken.ValueText: var text } ? Regex.Escape(text) : "[^*]+")),
            _ => null,
        };

    [GeneratedRegex(@"^[A-Z][a-z]+\\ ")]
    private static partial Regex Verb();
}
