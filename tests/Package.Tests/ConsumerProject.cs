using System.Reflection;

namespace TorchSharp.Generators.Package.Tests;

/// <summary>
/// A project outside the repository that has the packed package and libtorch as its packages, as a user's would. Its folder is called
/// as folders are: neither a blank nor a letter beyond ASCII is in the way of anything.
/// </summary>
internal sealed class ConsumerProject : IDisposable
{
    private static readonly string TorchSharpVersion = typeof(ConsumerProject).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(TorchSharpVersion))
        .Value!;

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("consumer.");

    /// <param name="package">What to install.</param>
    /// <param name="properties">MSBuild properties as XML, the target framework among them.</param>
    public ConsumerProject(PackedPackage package, string properties)
    {
        Folder = _parent.CreateSubdirectory("Größe der 模型").FullName;
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{package.Source}" />
              </packageSources>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <!-- TorchSharp asks for versions that not every package source still serves. -->
                <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
                <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
                <TorchSharpWeakenLibStdCxx Condition="'$(TorchSharpWeakenLibStdCxx)' == ''">true</TorchSharpWeakenLibStdCxx>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp.Generators" Version="{package.Version}" />
                <PackageReference Include="TorchSharp-cpu" Version="{TorchSharpVersion}" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>The properties of a program that runs on this machine.</summary>
    public const string Program = """
        <OutputType>Exe</OutputType>
        <TargetFramework>net10.0</TargetFramework>
        <ImplicitUsings>enable</ImplicitUsings>
        <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
        """;

    public string Folder { get; }

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Folder, path), text);

    public Task<ProcessResult> DotnetAsync(params string[] arguments) => Dotnet.RunAsync(Folder, arguments);

    public void Dispose() => _parent.Delete(recursive: true);
}
