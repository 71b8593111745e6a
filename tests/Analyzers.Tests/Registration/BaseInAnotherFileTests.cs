using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

/// <summary>
/// A base class is seldom in the file of the class over it: what its constructor does, and which override it calls, counts all the same.
/// </summary>
public class BaseInAnotherFileTests
{
    private const string Registers = "{ RegisterComponents(); }";

    [Theory]
    [InlineData(
        Registers,
        "private readonly Linear fc; public Net() { fc = Linear(2, 2); } public override Tensor forward(Tensor x) => fc.call(x);",
        "TSG1006")]
    [InlineData(Registers, "private readonly Linear fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc.call(x);")]
    [InlineData("{ RegisterComponents(); Build(); }", "private Linear? fc; protected override void Build() => fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc!.call(x);", "TSG1006")]
    [InlineData("{ Build(); RegisterComponents(); }", "private Linear? fc; protected override void Build() => fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc!.call(x);")]
    [InlineData("{ try { Build(); } finally { RegisterComponents(); } }", "private Linear? fc; protected override void Build() => fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc!.call(x);")]
    [InlineData("{ try { RegisterComponents(); } finally { Build(); } }", "private Linear? fc; protected override void Build() => fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc!.call(x);", "TSG1006")]
    [InlineData("{ try { RegisterComponents(); } catch { } finally { Build(); } }", "private Linear? fc; protected override void Build() => fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc!.call(x);")]
    [InlineData("{ try { try { RegisterComponents(); } finally { Build(); } } catch { } }", "private Linear? fc; protected override void Build() => fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc!.call(x);")]
    [InlineData("{ register_buffer(\"mask\", ones(2)); }", "public Net() { {|TSG1018:register_buffer(\"mask\", ones(3))|}; }")]
    [InlineData("{ register_buffer(\"other\", ones(2)); }", "public Net() { register_buffer(\"mask\", ones(3)); }")]
    [InlineData(
        "{ }", "public Net() { {|TSG1009:register_buffer(\"other\", table)|}; } public override Tensor forward(Tensor x) => x + table;")]
    [InlineData("{ }", "public Net() { register_buffer(\"table\", table); } public override Tensor forward(Tensor x) => x + table;")]
    [InlineData("{ RegisterComponents(); Build(); }", "protected override void Build() => apply(_ => { });")]
    [InlineData("{ Build(); RegisterComponents(); }", "protected override void Build() => {|TSG1017:apply(_ => { })|};")]
    public async Task Derived_class_is_judged_by_what_its_base_does(string constructor, string members, string? ofClass = null)
    {
        string name = ofClass is null ? "Net" : $"{{|{ofClass}:Net|}}";
        TestFileMarkupParser.GetSpans(
            $"public class {name} : Base {{ {members} }}",
            out string derived,
            out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        string ancestor =
            $$"""
            public abstract class Base : Module<Tensor, Tensor>
            {
                protected Tensor table = ones(2);
                private readonly Linear own = Linear(2, 2);
                protected Base() : base("b") {{constructor}}
                protected virtual void Build() { }
                public override Tensor forward(Tensor x) => own.call(x);
            }
            """;
        DeclarationRun run = await DeclarationRun.OfAsync(
            [("Usings.cs", TestSetup.Usings), ("Net.cs", derived), ("Base.cs", ancestor)], analyzers: PackagedRules.All);

        Assert.Equal(
            spans.SelectMany(static pair => pair.Value.Select(span => $"{pair.Key} {span.Start}")),
            run.Reported.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                .Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan.Start}"));
    }
}
