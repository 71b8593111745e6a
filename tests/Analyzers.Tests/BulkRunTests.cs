using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary>
/// The way of <c>dotnet format analyzers</c>: each fix is applied once to all diagnostics of an id, by the key of what the first
/// of them is offered, and by none where that one has no fix.
/// </summary>
public class BulkRunTests
{
    /// <summary>Of most ids the first has no fix, since a declaration is shared or a name is taken, and a later one has.</summary>
    private const string Mistakes =
        """
        [Module] partial class Contradictory() : nn.Module("m")
        {
            [Buffer, NotRegistered] private Tensor? mask;
            [Parameter, Buffer] private Parameter? weight;
        }

        [Module] partial class Dotted() : nn.Module("m")
        {
            [Buffer("rope.cos")] private Tensor? cos, sin;
            [Buffer("rope.tan")] private Tensor? tan;
        }

        [Module] partial class Twice() : nn.Module("m")
        {
            [Buffer("a")] private Tensor? first;
            [Buffer("a")] private Tensor? second, third;
            [Buffer("a")] private Tensor? fourth;
        }

        [Module] partial class Recipes() : nn.Module("m")
        {
            private int Taken() => 0;
            [Buffer(Init = nameof(Taken))] private Tensor? a;
            [Buffer(Init = "Build")] private Tensor? b;
        }
        """;

    [Fact]
    public async Task First_without_a_fix_does_not_keep_the_others_from_theirs()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(
            workspace, [("Mistakes.cs", Mistakes), ("Usings.cs", TestSetup.Usings)], LanguageVersion.CSharp13);

        Assert.Superset(
            new HashSet<string> { "TSG0005 mask", "TSG0005 weight", "TSG0006 tan", "TSG0007 fourth", "TSG0009 b" },
            (await FixedProject.ReportedAsync(project, cancellationToken)).Select(Describe).ToHashSet());
        foreach (TorchCodeFix fix in FixedProject.Fixes)
        {
            foreach (string id in fix.FixableDiagnosticIds)
            {
                ImmutableArray<Diagnostic> reported = await FixedProject.ReportedAsync(project, cancellationToken);
                if (reported.FirstOrDefault(diagnostic => diagnostic.Id == id) is { } first)
                {
                    Document document = project.GetDocument(first.Location.SourceTree)!;
                    string? key = await FixedProject.ActionsAsync(fix, document, first, cancellationToken) is [var offered, ..]
                        ? offered.EquivalenceKey
                        : null;
                    CodeAction? all =
                        await FixedProject.FixAllAsync(document, fix, FixAllScope.Solution, id, key, reported, cancellationToken);
                    project = await FixedProject.ApplyAsync(all!, project, cancellationToken);
                }
            }
        }

        string[] left = [.. (await FixedProject.ReportedAsync(project, cancellationToken)).Select(Describe)];
        Assert.Superset(new HashSet<string> { "TSG0006 cos", "TSG0007 second", "TSG0009 a" }, left.ToHashSet());
        Assert.Empty(left.Intersect(["TSG0005 mask", "TSG0005 weight", "TSG0006 tan", "TSG0007 fourth", "TSG0009 b"]));
    }

    /// <summary>It asks again for each target framework: what is mended already did not fail, what nobody may choose did.</summary>
    [Fact]
    public async Task Nothing_left_to_mend_is_no_failure()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(
            workspace,
            [("Sound.cs", "[Module] partial class Sound() : nn.Module(\"m\") { [Buffer] private Tensor? mask; }"), ("Usings.cs", TestSetup.Usings)],
            LanguageVersion.CSharp13);
        TorchCodeFix fix = FixedProject.Fixes.First(static fix => fix.FixableDiagnosticIds.Contains("TSG0005"));

        CodeAction? all = await FixedProject.FixAllAsync(
            project.Documents.First(), fix, FixAllScope.Project, "TSG0005", null, [], cancellationToken);

        Assert.NotNull(all);
        Project after = await FixedProject.ApplyAsync(all, project, cancellationToken);
        Assert.Empty(after.GetChanges(project).GetChangedDocuments());
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} {diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}";
}
