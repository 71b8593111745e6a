using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>Whichever rule a class is generated for, it becomes the same class: all but what that rule speaks about.</summary>
public class SameClassTests
{
    /// <summary>What a line with this comment says is the mistake, and the class that TSG9001 converts does without.</summary>
    private const string Mistake = "// mistake";

    private const string Plain = "Module<Tensor, Tensor>";

    private const string Calls =
        """
        // known by its name
                register_parameter("scale", scale);
                register_buffer("freq", arange(2));
        """;

    private const string Read = " * get_buffer(\"freq\")!";

    [Theory]
    [InlineData("TSG1002", "TSG1002.Generate", "", "", "", Without.Registration)]
    [InlineData("TSG1004", "TSG.GenerateModule", "", "", "mask = mask * 0.9;", Without.Nothing)]
    [InlineData("TSG1006", "TSG.GenerateModule", "", "", "", Without.RegistrationInTime)]
    [InlineData(
        "TSG1007",
        "DeclareNonPersistentBuffer",
        "private Tensor table = ones(2);",
        "register_buffer(\"table\", table, persistent: false);",
        "x = x * table;",
        Without.Nothing)]
    [InlineData("TSG1010", "TSG1010.Generate", "", "", "", Without.Nothing)]
    [InlineData(
        "TSG1014",
        "DeclareMovedBuffer",
        "private readonly Tensor table;",
        "table = arange(2);",
        "x = x * table.to(x.device);",
        Without.Nothing)]
    [InlineData("TSG1016", "TSG.GenerateModule", "", "", "", Without.HandWrittenBase)]
    public async Task Fix_of_a_rule_writes_what_TSG9001_writes(
        string id, string key, string field, string late, string forward, Without without)
    {
        string expected = await FixAsync("TSG9001", "TSG9001.Generate", Source("", "", "", Without.Nothing, without));
        string actual = await FixAsync(id, key, Source(field, late, forward, without, without));

        Assert.Contains("[Module]\npublic partial class Net", expected, StringComparison.Ordinal);
        Assert.Equal(expected, actual);
    }

    /// <summary>Late in a derived class an auto-property has no old key: there a field shows the rest.</summary>
    private static string Source(string field, string late, string forward, Without without, Without shape)
    {
        bool derives = shape is Without.RegistrationInTime or Without.HandWrittenBase;
        return $$"""
            {{(derives ? $$"""
                {{(without == Without.HandWrittenBase ? "[Module] public partial" : "public")}} abstract class Backbone : {{Plain}}
                {
                    protected Linear body = Linear(2, 2);
                    protected Backbone() : base("backbone") { {{(without == Without.RegistrationInTime ? "RegisterComponents();" : "")}} }
                }
                """ : "")}}

            /// <summary>The class.</summary>
            public class Net : {{(derives ? "Backbone" : Plain)}}
            {
                public Linear Fc{{(derives ? ";" : " { get; }")}}
                private Tensor mask, cache;
                private readonly Parameter scale;
                {{field}} {{Mistake}}

                public Net(){{(derives ? "" : " : base(\"net\")")}}
                {
                    Fc = Linear(2, 2);
                    mask = ones(2);
                    scale = Parameter(ones(2));
                    {{(shape == Without.Registration ? "" : Calls)}}
                    {{(without == Without.Registration ? "" : "RegisterComponents();")}}
                    {{late}} {{Mistake}}
                }

                public override Tensor forward(Tensor x)
                {
                    {{forward}} {{Mistake}}
                    cache = Fc.call(x) * mask * scale{{(shape == Without.Registration ? "" : Read)}};
                    return cache;
                }
            }

            static class Program
            {
                static void Main() => new Net().to(float64);
            }
            """;
    }

    private static async Task<string> FixAsync(string id, string key, string source)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(
            workspace, [("Net.cs", source), ("Usings.cs", TestSetup.Usings)], LanguageVersion.CSharp13);
        foreach (Diagnostic diagnostic in (await FixedProject.ReportedAsync(project, cancellationToken)).Where(found => found.Id == id))
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (TorchCodeFix fix in FixedProject.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
            {
                IReadOnlyList<CodeAction> actions = await FixedProject.ActionsAsync(fix, document, diagnostic, cancellationToken);
                if (actions.FirstOrDefault(action => action.EquivalenceKey == key) is { } action)
                {
                    Project changed = await FixedProject.ApplyAsync(action, project, cancellationToken);
                    return ClassOf((await changed.GetDocument(document.Id)!.GetTextAsync(cancellationToken)).ToString());
                }
            }
        }

        throw new InvalidOperationException($"{id} is not reported, or has no fix {key}");
    }

    private static string ClassOf(string text) =>
        string.Join(
            "\n",
            text[text.IndexOf("/// <summary>The class.", StringComparison.Ordinal)..]
                .Split('\n')
                .Where(static line => line.Trim().Length > 0 && !line.Contains(Mistake, StringComparison.Ordinal)));

    public enum Without
    {
        Nothing,
        Registration,
        RegistrationInTime,
        HandWrittenBase,
    }
}
