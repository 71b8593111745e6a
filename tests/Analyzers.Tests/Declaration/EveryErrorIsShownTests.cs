using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

/// <summary>
/// A compiler that finds an error in declarations stops before it runs the analyzers: one partial property without an
/// implementing part (CS9248) would hide every word that we have to say about the project.
/// </summary>
public class EveryErrorIsShownTests
{
    private const string OtherMistakes =
        """
        [Module] class NotPartial() : nn.Module("n");
        class Outside { [Buffer] Tensor? x; }
        partial class Types() : nn.Module("t") { [Buffer] int x; [Parameter] Tensor? y; }
        partial class Holding() : nn.Module("h") { [Buffer] readonly Tensor? x; [Buffer] static Tensor? y; }
        partial class Twice() : nn.Module("t") { [Buffer, NotRegistered] Tensor? x; }
        partial class Keys() : nn.Module("k") { [Buffer("")] Tensor? x; [Buffer("k")] Tensor? y; [Buffer("k")] Tensor? z; }
        [Module] partial class Overrides() : nn.Module("o") { public void reset_buffers() { } }
        partial class Recipes() : nn.Module("r") { [Buffer(Init = "Build")] Tensor? x; }
        """;

    private static readonly string[] s_others =
        ["TSG0001", "TSG0002", "TSG0003", "TSG0003", "TSG0004", "TSG0004", "TSG0005", "TSG0006", "TSG0007", "TSG0008", "TSG0009"];

    [Theory]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer(\"a.b\")] public partial Tensor? A { get; set; } }", "TSG0006")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } [Buffer] int x; }", "TSG0003")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [NotRegistered] public partial Tensor? A { get; set; } [Buffer] int x; }", "TSG0003")]
    [InlineData("partial class M() : nn.Module(\"m\") { [NotRegistered] public partial Tensor? A { get; set; } }", null)]
    [InlineData("[Module] partial class M() : nn.Module(\"m\") { public partial Linear? A { get; set; } [Buffer] int x; }", "TSG0003")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial int A { get; set; } }", "TSG0003")]
    [InlineData("unsafe partial class M() : nn.Module(\"m\") { [Buffer] public partial int* A { get; set; } }", "TSG0003")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Span<int> A { get; set; } }", "TSG0003")]
    [InlineData("partial class M() : nn.Module(\"m\") { [NotRegistered] public partial Span<int> A { get; set; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [NotRegistered] public partial Tensor A { get; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public static partial Tensor? A { get; set; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { set; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; init; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public required partial Tensor A { get; init; } }", "TSG0004")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial ref Tensor A { get; } }", "TSG0004")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor this[in int @row, params int[] columns] { get; set; } }",
        "TSG0004")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer, Parameter] protected virtual partial Tensor? A { get; private set; } }",
        "TSG0005")]
    [InlineData("static partial class M { [Buffer] internal static partial Tensor? A { get; set; } }", "TSG0002")]
    [InlineData("partial struct M { [Buffer] public readonly partial Tensor? A { get; } }", "TSG0002")]
    [InlineData("partial record M { [Buffer] public partial Tensor? A { get; init; } }", "TSG0002")]
    [InlineData("partial interface M { [Buffer] static partial Tensor? A { get; set; } }", "TSG0002")]
    [InlineData("partial class Outer<T> { partial struct Inner { partial class M() : nn.Module(\"m\") { [Buffer(\"\")] public partial Tensor? A { get; set; } } } }", "TSG0006")]
    [InlineData("[Module] partial class Base() : nn.Module(\"m\") { [Buffer] public virtual partial Tensor? A { get; set; } } [Module] partial class M : Base { [NotRegistered] public override partial Tensor? A { get; set; } }", "TSG0005")]
    [InlineData("[Module] partial class Base() : nn.Module(\"m\") { [Buffer] public virtual partial Tensor? A { get; set; } } [Module] partial class M : Base { [Buffer(\"b\")] public sealed override partial Tensor? A { get; set; } }", "TSG0005")]
    [InlineData("[Module] partial class Base() : nn.Module(\"m\") { [Buffer] public virtual partial Tensor? A { get; set; } } [Module] partial class M : Base { [Parameter] public override partial Tensor? A { get; set; } }", "TSG0003")]
    public async Task Beside_a_partial_property_of_an_invalid_class(string source, string? id)
    {
        DeclarationRun run = await DeclarationRun.OfAsync(
            [("Usings.cs", TestSetup.Usings), ("Others.cs", OtherMistakes), ("Test.cs", source)], unsafeCode: true);

        Assert.Empty(
            run.Compilation.GetDeclarationDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(s_others, From("Others.cs"));
        Assert.Equal(id is null ? [] : [id], From("Test.cs"));
        Assert.Empty(run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        string[] From(string path) =>
            [
                .. run.Reported.Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == path)
                    .Select(static diagnostic => diagnostic.Id)
                    .Order(StringComparer.Ordinal)
            ];
    }

    /// <summary>
    /// The compiler's own word about these says what to do; our part does not take it away, and adds nothing in a file that nobody wrote.
    /// </summary>
    [Theory]
    [InlineData("class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } }", "CS0260")]
    [InlineData("class Outer { partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } } }", "CS0260")]
    [InlineData("file partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } }", "CS9248")]
    [InlineData(
        "abstract partial class M() : nn.Module(\"m\") { [Buffer] public abstract partial Tensor? A { get; set; } }", "CS0750 CS9248")]
    [InlineData(
        "interface I { Tensor? A { get; set; } } partial class M() : nn.Module(\"m\"), I { [Buffer] partial Tensor? I.A { get; set; } }",
        "CS0754 CS9248")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Unknown A { get; set; } }", "CS0246 CS9248")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } [Buffer] public partial Tensor? A { get; set; } }", "CS0102 CS9250")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] public public partial Tensor? A { get; set; } }", "CS1004")]
    [InlineData("public public partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } }", "CS1004")]
    [InlineData(
        "partial partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } }", "CS0246 CS1002 CS1525 CS8805")]
    [InlineData("partial class () : nn.Module(\"m\") { [Buffer] public partial Tensor? A { get; set; } }", "CS1001 CS9248")]
    public async Task Where_the_compiler_stops_anyway(string source, string ids)
    {
        DeclarationRun run = await DeclarationRun.OfAsync([("Usings.cs", TestSetup.Usings), ("Test.cs", source)]);
        Diagnostic[] errors =
            [.. run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

        Assert.Equal(ids, string.Join(" ", errors.Select(static diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal)));
        Assert.All(errors, static error => Assert.Equal("Test.cs", error.Location.SourceTree!.FilePath));
    }
}
