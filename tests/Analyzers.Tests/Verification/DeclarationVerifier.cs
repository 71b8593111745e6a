using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>
/// Expects exactly the declaration diagnostics of the markup, and holds the generator to them: a class is generated if and
/// only if nothing is reported about it, and a valid class beside it is generated in any case.
/// </summary>
internal static class DeclarationVerifier
{
    private const string Neighbor =
        """
        [Module]
        public partial class ValidNeighbor : nn.Module
        {
            public ValidNeighbor() : base("neighbor") { }

            [Buffer] private Tensor mask = zeros(2);
        }
        """;

    public static Task VerifyAsync(params string[] markup) => VerifyAsync(markup, TestSetup.DefaultVersion);

    /// <param name="markup">One file each.</param>
    /// <param name="version">The language version of the sources.</param>
    /// <param name="compiles">Whether the sources compile once the generated files are added.</param>
    public static async Task VerifyAsync(string[] markup, LanguageVersion version = TestSetup.DefaultVersion, bool? compiles = null)
    {
        var files = new List<(string Path, string Source)> { ("Usings.cs", TestSetup.Usings), ("Neighbor.cs", Neighbor) };
        var expected = new List<string>();
        for (int i = 0; i < markup.Length; i++)
        {
            TestFileMarkupParser.GetSpans(markup[i], out string source, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
            files.Add(($"Test{i}.cs", source));
            expected.AddRange(
                spans.SelectMany(
                    pair => pair.Value.Select(span => $"Test{i}.cs {span.Start}: {pair.Key} {source.Substring(span.Start, span.Length)}")));
        }

        DeclarationRun run = await DeclarationRun.OfAsync(files, version);

        Assert.Equal(expected.Order(StringComparer.Ordinal), run.Reported.Select(Describe).Order(StringComparer.Ordinal));
        Assert.All(run.Types(), type => AssertAgreement(type, run));
        Assert.True(DeclarationRun.IsGenerated(run.Compilation.GetTypeByMetadataName("ValidNeighbor")!));
        await MarkedFixes.VerifyAsync(markup, version);
        if (compiles ?? expected.Count == 0)
        {
            Assert.Empty(run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
    }

    private static string Describe(Diagnostic diagnostic)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        return $"{diagnostic.Location.SourceTree!.FilePath} {span.Start}: {diagnostic.Id} {diagnostic.Location.SourceTree.ToString().Substring(span.Start, span.Length)}";
    }

    private static void AssertAgreement(INamedTypeSymbol type, DeclarationRun run)
    {
        bool hasKnownBases = ModuleClassifier.Ancestors(type).All(static ancestor => ancestor.TypeKind != TypeKind.Error);
        bool expected = ModuleClassifier.IsDeclared(type) && hasKnownBases && !run.Reported.Any(diagnostic => Concerns(diagnostic, type));

        Assert.True(
            expected == DeclarationRun.IsGenerated(type), $"{type} is {(expected ? "not " : "")}generated, against what is reported.");
    }

    /// <summary>Within the type, but not in a type within it that is declared itself; or at the name of a type around it.</summary>
    private static bool Concerns(Diagnostic diagnostic, INamedTypeSymbol type)
    {
        Location place = diagnostic.Location;
        bool isAround = false;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            isAround |= outer.Locations.Contains(place);
        }

        return isAround || (Contains(type, place)
            && !type.GetTypeMembers().Any(nested => DeclaredModules.IsMeant(nested) && Contains(nested, place)));
    }

    private static bool Contains(INamedTypeSymbol type, Location place) =>
        type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == place.SourceTree && part.Span.Contains(place.SourceSpan));
}
