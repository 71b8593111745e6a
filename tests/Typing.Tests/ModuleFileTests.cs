using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Typing.Tests;

/// <summary>What is typed in is code to begin with.</summary>
public class ModuleFileTests
{
    public static TheoryData<string> Names => [.. ModuleFile.All.Select(static file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_compiles_but_for_one_with_an_operator_of_a_later_compiler(string name)
    {
        ModuleFile file = ModuleFile.All.Single(file => file.Name == name);
        using var workspace = new AdhocWorkspace();
        Project project = FixedProject.Create(workspace, file.Project(file.Text), file.Language);
        Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;

        Diagnostic[] errors =
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        ];

        Assert.True(errors.Length > 0 == (name == "Forms/CSharp14.cs"), string.Join('\n', errors.AsEnumerable()));
    }

    [Fact]
    public void Files_are_many_and_have_every_attribute()
    {
        Assert.True(ModuleFile.All.Count(static file => Path.GetDirectoryName(file.Name) is not ("Corpus" or "Conversion")) >= 50);
        Assert.All(
            [
                "[Module]", "[Buffer", "[Parameter", "[Submodule", "[NotRegistered]", "[StateNaming", "[ComponentName",
                "[assembly: StateNaming"
            ],
            attribute => Assert.Contains(ModuleFile.All, file => file.Text.Contains(attribute, StringComparison.Ordinal)));
    }
}
