using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary>Five hundred members, in one class and over twenty bases: what recurses, or compares each with each, ends here.</summary>
public class LargeClassTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(21, 25)]
    public async Task Hand_written_classes_are_converted_at_once(int levels, int members)
    {
        string classes = Classes(
            levels,
            i => $$"""
                public class C{{i}} : {{(i == 0 ? "Module" : $"C{i - 1}")}}
                {
                {{Lines(members, m => $"    private readonly Linear fc{i}_{m} = Linear(1, 1);\n    private readonly Tensor b{i}_{m} = ones(1);")}}

                    public C{{i}}(string name) : base(name)
                    {
                        RegisterComponents();
                    }
                }
                """);

        string[] converted = await FixAllAsync("TSG9001", classes);

        Assert.Equal(levels, converted.Count(static line => line == "[Module]"));
        Assert.Equal(levels * members, converted.Count(static line => line.StartsWith("[Buffer]", StringComparison.Ordinal)));
        Assert.DoesNotContain("RegisterComponents();", converted);
    }

    /// <summary>Fewer: whether a fix works is tried for each diagnostic.</summary>
    [Theory]
    [InlineData(1, 100)]
    [InlineData(21, 5)]
    public async Task Members_without_an_attribute_get_theirs_at_once(int levels, int members)
    {
        string classes = Classes(
            levels,
            i => $$"""
                [Module]
                public partial class C{{i}} : {{(i == 0 ? "Module" : $"C{i - 1}")}}
                {
                {{Lines(members, m => $"    private Tensor b{i}_{m} = ones(1);")}}

                    public C{{i}}(string name) : base(name)
                    {
                    }
                }
                """);

        string[] mended = await FixAllAsync("TSG1001", classes);

        Assert.Equal(levels * members, mended.Count(static line => line.StartsWith("[Buffer]", StringComparison.Ordinal)));
    }

    /// <returns>The lines afterwards, of which nothing is reported.</returns>
    private static async Task<string[]> FixAllAsync(string id, string source)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(
            workspace, [("Large.cs", source), ("Usings.cs", TestSetup.Usings)], LanguageVersion.CSharp13);
        ImmutableArray<Diagnostic> reported = await FixedProject.ReportedAsync(project, cancellationToken);
        Assert.Equal([id], reported.Select(static diagnostic => diagnostic.Id).Distinct());

        TorchCodeFix fix = FixedProject.Fixes.First(fix => fix.FixableDiagnosticIds.Contains(id));
        Document document = project.GetDocument(reported[0].Location.SourceTree)!;
        CodeAction offered = (await FixedProject.ActionsAsync(fix, document, reported[0], cancellationToken))[0];
        CodeAction? all = await FixedProject.FixAllAsync(
            document, fix, FixAllScope.Project, id, offered.EquivalenceKey, reported, cancellationToken);
        project = await FixedProject.ApplyAsync(all!, project, cancellationToken);

        Assert.Empty(await FixedProject.ReportedAsync(project, cancellationToken));
        return [.. (await project.GetDocument(document.Id)!.GetTextAsync(cancellationToken)).Lines.Select(static line => line.ToString().Trim())];
    }

    private static string Classes(int levels, Func<int, string> classOf) =>
        string.Join("\n\n", Enumerable.Range(0, levels).Select(classOf));

    private static string Lines(int members, Func<int, string> lineOf) => string.Join('\n', Enumerable.Range(0, members).Select(lineOf));
}
