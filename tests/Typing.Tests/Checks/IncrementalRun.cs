using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Edits;
using TorchSharp.Generators.Typing.Tests.Sources;

namespace TorchSharp.Generators.Typing.Tests.Checks;

/// <summary>
/// A session of edits in a few files: after each of them the driver that has seen all the others has what a fresh one makes. It writes
/// those classes in other files whose text is another, and none beside the edited one in its own. Roslyn compares by place, the classes of
/// a file and the files with attributes: one more in front, or the only attribute of a file, makes all of them new, whatever a
/// generator does.
/// </summary>
internal sealed class IncrementalRun
{
    /// <summary>The edits of a session; what has gone through that many is hardly code any more.</summary>
    public const int Edits = 40;

    private const int Files = 4;
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp13);

    private static int s_beside;

    private readonly Random _random;
    private readonly (string Name, string Text)[] _files;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver = Driver();
    private Dictionary<string, string> _written = [];

    private IncrementalRun(int seed, int number)
    {
        _random = Draw.Of(seed, number);
        _files =
        [
            .. _random.GetItems(ModuleFile.All.ToArray(), Files).SelectMany(static file => file.Project(file.Text))
                .Distinct()
                .Where(static file => file != ModuleFile.Usings),
            UntouchedClasses.File,
        ];
        _compilation = CSharpCompilation.Create(
            "Typed",
            _files.Append(ModuleFile.Usings).Select(static file => Parse(file.Text, file.Name)),
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>How many classes beside an edited one were seen to keep their file.</summary>
    public static int Beside => s_beside;

    /// <summary>Null where all is well, else which edit went wrong, and how.</summary>
    /// <param name="seed">Chooses the files and the edits.</param>
    /// <param name="number">The same, within the seed.</param>
    public static Task<string?> FailureOfAsync(int seed, int number)
    {
        var run = new IncrementalRun(seed, number);
        (string? failure, _) = run.Generate();
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
        Dictionary<string, string> before = _written;
        (string? failure, HashSet<string> rewritten) = Generate();
        failure ??= FailureBeside(tree, edited, before, rewritten);
        return failure is null ? null : $"{_files[place].Name} {edit?.ToString() ?? "undone"}: {failure}";
    }

    /// <summary>Fails where the two drivers differ.</summary>
    private (string? Failure, HashSet<string> Rewritten) Generate()
    {
        _driver = _driver.RunGenerators(_compilation);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        GeneratorRunResult fresh = Driver().RunGenerators(_compilation).GetRunResult().Results.Single();
        if ((result.Exception ?? fresh.Exception) is { } thrown)
        {
            return (thrown.ToString(), []);
        }

        _written = Texts(result);
        Dictionary<string, string> expected = Texts(fresh);
        string[] wrong =
            [.. _written.Keys.Union(expected.Keys).Where(name => _written.GetValueOrDefault(name) != expected.GetValueOrDefault(name))];
        return (wrong.Length > 0 ? $"not as a fresh driver writes it: {string.Join(", ", wrong)}" : null, Rewritten(result));
    }

    private string? FailureBeside(SyntaxTree tree, SyntaxTree edited, Dictionary<string, string> before, HashSet<string> rewritten)
    {
        bool keepsFiles = HasAttributes(tree) == HasAttributes(edited);
        foreach ((string name, bool keepsPlace) in EditScope.Beside(tree, edited, _compilation.SyntaxTrees))
        {
            if (before.GetValueOrDefault(name) != _written.GetValueOrDefault(name))
            {
                return $"the file of a class beside it has changed: {name}";
            }

            if (keepsFiles && keepsPlace && rewritten.Contains(name))
            {
                return $"the file of a class beside it was written again: {name}";
            }

            if (before.ContainsKey(name))
            {
                Interlocked.Increment(ref s_beside);
            }
        }

        HashSet<string> inEdited = [.. Classes(tree), .. Classes(edited)];
        string[] wrong =
            [.. rewritten.Where(name => !inEdited.Contains(ClassOf(name)) && before.GetValueOrDefault(name) == _written[name])];
        return keepsFiles && wrong.Length > 0 ? $"wrote again what is the same, of other files: {string.Join(", ", wrong)}" : null;
    }

    /// <summary>The classes whose file the driver did not have from the last time.</summary>
    private static HashSet<string> Rewritten(GeneratorRunResult result) =>
    [
        .. from step in result.TrackedOutputSteps.SelectMany(static steps => steps.Value)
           where step.Outputs.Any(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
           from input in step.Inputs
           select ((ModuleSpec)input.Source.Outputs[input.OutputIndex].Value).HintName,
    ];

    private static IEnumerable<string> Classes(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(static type => type.Identifier.ValueText);

    private static bool HasAttributes(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<AttributeListSyntax>().Any();

    /// <summary><c>Block</c> of <c>Book.Outer.Block-2.TorchState.g.cs</c>, and of <c>Block+</c>, beside a namespace of its name.</summary>
    private static string ClassOf(string hintName) =>
        hintName[..hintName.IndexOf(".TorchState", StringComparison.Ordinal)].Split('.')[^1].Split('-')[0].TrimEnd('+');

    private static Dictionary<string, string> Texts(GeneratorRunResult result) =>
        result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());
}
