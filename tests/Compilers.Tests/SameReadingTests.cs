using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Compilers.Tests.Compilers;
using TorchSharp.Generators.Compilers.Tests.Sources;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Compilers.Tests;

/// <summary>Whoever compiles a file, wherever and with whatever: generated text and reports are the same.</summary>
public partial class SameReadingTests
{
    private static readonly string[] s_languages = ["9", "10", "11", "12", "13", "14", "preview"];

    private static readonly SourceFile[] s_fixed =
        [.. SourceFile.All.Where(static file => file.Name is "Mistakes.cs" or "Forms/CSharp9.cs" or "Forms/CSharp13.cs")];

    public static TheoryData<string> Compilers => [.. Compiler.Others.Select(static compiler => compiler.Version)];

    public static TheoryData<string> Forms => [.. SourceFile.Forms.Select(static form => form.Name)];

    /// <summary>A class that cannot be generated says nothing about the generator.</summary>
    [Fact]
    public void Whose_declarations_are_right_but_in_the_file_of_mistakes() =>
        Assert.All(
            SourceFile.All,
            static file => Assert.True(
                file.Expected.Contains("error TSG", StringComparison.Ordinal) == (file.Name == "Mistakes.cs"),
                Reports(file.Expected).FirstOrDefault(static report => report.Contains("error TSG", StringComparison.Ordinal)) ?? file.Name));

    /// <summary>A version that is not found is not another one's to stand in for.</summary>
    [Theory]
    [MemberData(nameof(Compilers))]
    public void By_the_compiler_that_it_says(string version) =>
        Assert.All(
            Compiler.Others.Single(compiler => compiler.Version == version).Loaded,
            loaded => Assert.StartsWith($"{version}-", loaded, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Compilers))]
    public void By_each_compiler(string version)
    {
        Compiler compiler = Compiler.Others.Single(compiler => compiler.Version == version);

        AllAreSame(file => file.Difference(compiler.Read(file.Project(file.Text), "preview"), version));
    }

    /// <summary>Each mistake and each form has its fixes in these.</summary>
    [Theory]
    [MemberData(nameof(Compilers))]
    public void With_what_the_fixes_write(string version)
    {
        Compiler compiler = Compiler.Others.Single(compiler => compiler.Version == version);

        Assert.All(s_fixed, file =>
        {
            Assert.NotEmpty(file.ExpectedFixes);
            Assert.Null(file.Difference(file.ExpectedFixes, compiler.Fixes(file.Project(file.Text), "13"), version));
        });
    }

    /// <summary>From the language on that the form is written in, by each compiler that knows it; the newest finds nothing wrong.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void In_each_language(string name)
    {
        SourceFile form = SourceFile.Forms.Single(form => form.Name == name);
        string[] languages = s_languages[Array.IndexOf(s_languages, Path.GetFileNameWithoutExtension(name)["CSharp".Length..])..];

        Assert.All(
            languages.Except(["14"]),
            language => Assert.Null(form.Difference(Reading.Of(form.Project(form.Text), language), $"C# {language}")));
        Assert.All(
            Compiler.Others,
            compiler => Assert.All(
                languages,
                language => Assert.Null(form.Difference(compiler.Read(form.Project(form.Text), language), $"C# {language} of {compiler.Version}"))));
        Assert.Equal("", Compiler.Others[^1].Errors([form.Project(form.Text)[0]], languages[0]));
    }

    [Fact]
    public void Before_the_oldest_language_there_is_no_text_and_a_report()
    {
        SourceFile form = SourceFile.Forms.Single(static form => Path.GetFileName(form.Name) == "CSharp9.cs");
        string expected = Reading.Of([form.Project(form.Text)[0]], "7.3");

        Assert.Contains("error TSG0011", expected, StringComparison.Ordinal);
        Assert.DoesNotContain(".g.cs", expected, StringComparison.Ordinal);
        Assert.All(Compiler.Others, compiler => Assert.Equal(expected, compiler.Read([form.Project(form.Text)[0]], "7.3")));
    }

    /// <summary>Nothing that is written or said has anything to do with where it is done; each file has an order of its own.</summary>
    [Fact]
    public void In_any_culture_with_any_line_ends_and_with_the_rules_in_any_order()
    {
        CultureInfo[] cultures = [CultureInfo.GetCultureInfo("tr-TR"), CultureInfo.GetCultureInfo("ar-SA")];

        Assert.All(cultures, culture => AllAreSame(file => file.Difference(
            Culture.In(
                culture,
                () => Reading.Of(file.Project(file.Text.ReplaceLineEndings("\r\n")), "preview", Shuffled(culture.LCID + file.Text.Length))),
            culture.Name)));
    }

    /// <summary>What a tensor may be says nothing about what becomes of it.</summary>
    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Reports_whatever_the_project_says_of_null(NullableContextOptions nullable) =>
        Assert.All(
            SourceFile.Forms,
            form => Assert.Equal(
                Reports(form.Expected), Reports(Reading.Of(form.Project(form.Text), "preview", PackagedRules.All, options => options.WithNullableContextOptions(nullable)))));

    [Fact]
    public void Whether_the_project_checks_for_overflow() =>
        Assert.All(
            SourceFile.Forms,
            form => Assert.Null(form.Difference(
                Reading.Of(form.Project(form.Text), "preview", PackagedRules.All, static options => options.WithOverflowChecks(true)),
                "checked")));

    [Fact]
    public void Without_the_usings_of_a_new_project() =>
        Assert.All(
            SourceFile.Forms, form => Assert.Null(form.Difference(Reading.Of([form.Project(form.Text)[0]], "preview"), "no implicit usings")));

    /// <summary>As a project has it that links the file from another folder.</summary>
    [Fact]
    public void From_another_folder() =>
        Assert.All(
            SourceFile.Forms,
            form => Assert.Null(form.Difference(
                Reading.Of([("../linked.cs", form.Text)], "preview").Replace("../linked.cs", form.Name, StringComparison.Ordinal), "a link")));

    /// <summary>What one project has beside a file does not follow it into the other.</summary>
    [Fact]
    public void In_two_projects_at_once() =>
        Assert.All(
            SourceFile.Forms,
            static form =>
            {
                const string Other =
                    """
                    namespace Other;
                    public partial class Generated() : TorchSharp.torch.nn.Module("other")
                    {
                        [TorchSharp.Generators.Buffer] private TorchSharp.torch.Tensor? mask;
                    }
                    """;
                string both = Reading.Of([.. form.Project(form.Text), ("Other.cs", Other)], "preview");

                Assert.Contains("Other.Generated.TorchState.g.cs", both, StringComparison.Ordinal);
                Assert.Empty(form.Expected.Split('\n').Except(both.Split('\n')));
                Assert.Null(form.Difference(Reading.Of(form.Project(form.Text), "preview"), "the first project again"));
            });

    /// <summary>
    /// The keys are in the order of the files, as the members are for the compiler, and what is said of a class stands at its first
    /// part; nothing else follows the order.
    /// </summary>
    [Fact]
    public void With_the_parts_of_classes_in_files_in_any_order()
    {
        (string Path, string Text)[] parts = PartedClasses.Files;
        string[] expected = SortedLines(Reading.Of(parts, "preview"));

        Assert.All([[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]], (int[] order) =>
        {
            (string Path, string Text)[] files = [.. order.Select(index => parts[index])];
            Assert.Equal(expected, SortedLines(Reading.Of(files, "preview")));
        });
        (string Path, string Text)[] reversed = [.. parts.Reverse()];
        Assert.All(Compiler.Others, compiler => Assert.Equal(expected, SortedLines(compiler.Read(reversed, "preview"))));
        Assert.Contains(expected, static line => line.StartsWith("partial class Generated :", StringComparison.Ordinal));
        Assert.Contains(expected, static line => line.Contains("TSG1003", StringComparison.Ordinal));
        Assert.DoesNotContain(expected, static line => line.Contains(" error ", StringComparison.Ordinal));
    }

    private static ImmutableArray<DiagnosticAnalyzer> Shuffled(int seed)
    {
        DiagnosticAnalyzer[] rules = [.. PackagedRules.All];
        new Random(seed).Shuffle(rules);
        return [.. rules];
    }

    private static string[] SortedLines(string read) =>
        [.. read.Split('\n').Select(static line => ClassReport().Replace(line, "")).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\w+\.cs\(\d+,\d+\): (?=\w+ TSG9001)")]
    private static partial Regex ClassReport();

    private static IEnumerable<string> Reports(string read) =>
        read.Split('\n').Where(static line => line.Contains(" TSG", StringComparison.Ordinal));

    private static void AllAreSame(Func<SourceFile, string?> differenceOf)
    {
        var differences = new ConcurrentBag<string>();
        Parallel.ForEach(SourceFile.All, file =>
        {
            if (differenceOf(file) is { } difference)
            {
                differences.Add(difference);
            }
        });
        Assert.True(differences.IsEmpty, string.Join('\n', differences.Order(StringComparer.Ordinal)));
    }
}
