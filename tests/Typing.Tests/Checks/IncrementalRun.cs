using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Edits;
using TorchSharp.Generators.Typing.Tests.Sources;

namespace TorchSharp.Generators.Typing.Tests.Checks;

/// <summary>
/// A session of edits in a few files: after each of them the driver that has seen all the others has what a fresh one makes.
/// Of the classes in other files it writes those that differ, and in the edited one no more than there are. Roslyn compares by
/// place, the classes of a file and the files with attributes: one more in front, or the only attribute of a file, makes all of
/// them new, whatever a generator does.
/// </summary>
internal sealed class IncrementalRun
{
    /// <summary>The edits of a session; what has gone through that many is hardly code any more.</summary>
    public const int Edits = 40;

    private const int Files = 4;
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp13);

    private readonly Random _random;
    private readonly TypedFile[] _files;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver = Driver();
    private Dictionary<string, string> _written = [];

    private IncrementalRun(int seed, int number)
    {
        _random = Draw.Of(seed, number);
        _files = [.. _random.GetItems(TypedFile.All.ToArray(), Files).DistinctBy(static file => file.Name), TypedFile.Untouched];
        _compilation = CSharpCompilation.Create(
            "Typed",
            _files.Append(TypedFile.Usings).Select(static file => Parse(file.Text, file.Name)),
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Null where all is well, else which edit went wrong, and how.</summary>
    /// <param name="seed">Chooses the files and the edits.</param>
    /// <param name="number">The same, within the seed.</param>
    public static Task<string?> FailureOfAsync(int seed, int number)
    {
        var run = new IncrementalRun(seed, number);
        string? failure = run.Compare("as it was", run._compilation.SyntaxTrees);
        for (int i = 0; i < Edits && failure is null; i++)
        {
            failure = run.Edit();
        }

        return Task.FromResult(failure);
    }

    private static SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, s_options, name);

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ModuleGenerator().AsSourceGenerator()],
        parseOptions: s_options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>One time in three a file is as it was in the beginning again: an undo, or the last letter of a word.</summary>
    private string? Edit()
    {
        int place = _random.Next(_files.Length - 1);
        SyntaxTree tree = _compilation.SyntaxTrees[place];
        string text = tree.ToString();
        TokenEdit? edit = _random.Next(3) == 0 ? null : TokenEdit.Random(text, _random);
        SyntaxTree edited = Parse(edit?.Apply(text) ?? _files[place].Text, _files[place].Name);
        _compilation = _compilation.ReplaceSyntaxTree(tree, edited);
        return Compare($"{_files[place].Name} {edit?.ToString() ?? "undone"}", [tree, edited]);
    }

    private string? Compare(string edit, IReadOnlyCollection<SyntaxTree> edited)
    {
        _driver = _driver.RunGenerators(_compilation);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        GeneratorRunResult fresh = Driver().RunGenerators(_compilation).GetRunResult().Results.Single();
        if ((result.Exception ?? fresh.Exception) is { } thrown)
        {
            return $"{edit}: {thrown}";
        }

        Dictionary<string, string> written = Texts(result);
        Dictionary<string, string> expected = Texts(fresh);
        string[] wrong = [.. Differing(written, expected)];
        int writes = result.TrackedOutputSteps.SelectMany(static step => step.Value)
            .SelectMany(static step => step.Outputs)
            .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        HashSet<string> inEdited = [.. edited.SelectMany(Classes)];
        string[] changed =
            [.. written.Keys.Where(name => inEdited.Contains(ClassOf(name)) || _written.GetValueOrDefault(name) != written[name])];
        _written = written;
        return wrong.Length > 0 ? $"{edit}: not as a fresh driver writes it: {string.Join(", ", wrong)}"
            : writes > changed.Length
                && edited.Select(HasAttributes)
                    .Distinct()
                    .Count() == 1 ? $"{edit}: wrote {writes} files, and could have changed {string.Join(", ", changed)}"
            : null;
    }

    private static IEnumerable<string> Classes(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(static type => type.Identifier.ValueText);

    private static bool HasAttributes(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<AttributeListSyntax>().Any();

    /// <summary><c>Block</c> of <c>Book.Outer.Block-2.TorchState.g.cs</c>.</summary>
    private static string ClassOf(string hintName) =>
        hintName[..hintName.IndexOf(".TorchState", StringComparison.Ordinal)].Split('.')[^1].Split('-')[0];

    private static Dictionary<string, string> Texts(GeneratorRunResult result) =>
        result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    private static IEnumerable<string> Differing(Dictionary<string, string> before, Dictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name));
}
