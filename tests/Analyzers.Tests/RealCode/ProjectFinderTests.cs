using TorchSharp.Generators.Tests.RealCode.Binding;
using TorchSharp.Generators.Tests.RealCode.Sources;

namespace TorchSharp.Generators.Analyzers.Tests.RealCode;

/// <summary>Which files are compiled together: too few, and types are missing; too many, and they are there twice.</summary>
public sealed class ProjectFinderTests : IDisposable
{
    private readonly TinyRepositories _repositories = new();

    public void Dispose() => _repositories.Dispose();

    [Fact]
    public void Without_project_files_everything_is_one_project()
    {
        _repositories.Write("Core/Model.cs", "namespace Core; internal class Model;");
        _repositories.Write("App/Start.cs", "class Start { object Model => new Core.Model(); }");
        _repositories.Write("Program.cs", "System.Console.WriteLine(new Core.Model());");

        Assert.Equal(["App/Start.cs Core/Model.cs Program.cs"], Projects());
    }

    [Fact]
    public void Folders_that_declare_a_type_twice_are_taken_apart_and_join_those_they_name()
    {
        _repositories.Write("Gpt/Block.cs", "public class Block; class GptHead;");
        _repositories.Write("Llama/Block.cs", "class Block; class LlamaHead;");
        _repositories.Write("Llama.Tools/Convert.cs", "class Convert { LlamaHead head; }");
        _repositories.Write("Shared/Log.cs", "internal partial class Log;");
        _repositories.Write("Shared/Log.More.cs", "partial class Log;");
        _repositories.Write("Tools/Both.cs", "class Both { GptHead first; Log log; }");

        Assert.Equal(
            ["Gpt/Block.cs Shared/Log.More.cs Shared/Log.cs Tools/Both.cs", "Llama.Tools/Convert.cs Llama/Block.cs"],
            Projects().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Second_program_is_a_project_that_sees_the_first()
    {
        _repositories.Write("Models/Net.cs", "class Net; class Other;");
        _repositories.Write("Train/Program.cs", "_ = new Net(); _ = new Other();");
        _repositories.Write("Try/Program.cs", "_ = new Net();");

        Assert.Equal(["Models/Net.cs Train/Program.cs", "Try/Program.cs > Models/Net.cs Train/Program.cs"], Projects());
    }

    [Fact]
    public void Project_files_say_what_is_compiled_with_what()
    {
        _repositories.Write(
            "App/App.csproj",
            """
            <Project>
              <ItemGroup><ProjectReference Include="..\Core\Core.csproj" /></ItemGroup>
            </Project>
            """);
        _repositories.Write("App/Program.cs", "_ = new Core.Model();");
        _repositories.Write(
            "Core/Core.csproj",
            """
            <Project>
              <PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><ProjectReference Include="../App/App.csproj" /><Using Include="System.Numerics" /></ItemGroup>
            </Project>
            """);
        _repositories.Write("Core/Nested/Model.cs", "namespace Core; public class Model { public List<Vector3> All = []; }");

        Assert.Equal(["Core/Nested/Model.cs", "App/Program.cs > Core/Nested/Model.cs"], Projects());
    }

    [Fact]
    public void Project_file_that_cannot_be_read_still_begins_a_project()
    {
        _repositories.Write("Core/Core.csproj", "<Project");
        _repositories.Write("Core/Model.cs", "class Model;");
        _repositories.Write("Other/Model.cs", "class Model;");

        Assert.Equal(["Core/Model.cs", "Other/Model.cs"], Projects());
    }

    /// <summary>The files of each project, and those that it refers to; all of them must compile.</summary>
    private string[] Projects()
    {
        Repository repository = Assert.Single(Repository.FindAll(_repositories.Folder));
        IReadOnlyList<SourceProject> projects = ProjectFinder.Find(repository);
        Assert.All(Binder.Bind(projects), static project => Assert.Empty(project.Errors));
        return [.. projects.Select(project => string.Join(" > ", project.References.Prepend(project).Select(Files)))];

        string Files(SourceProject project) =>
            string.Join(' ', project.Files.Select(file => repository.Relative(file.Path)).Order(StringComparer.Ordinal));
    }
}
