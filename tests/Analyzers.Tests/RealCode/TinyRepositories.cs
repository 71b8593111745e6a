namespace TorchSharp.Generators.Analyzers.Tests.RealCode;

/// <summary>A folder of repositories that lasts as long as a test.</summary>
internal sealed class TinyRepositories : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("RealCode");

    public string Folder => _folder.FullName;

    /// <summary>Writes a file, and says where it is.</summary>
    public string Write(string relative, string text)
    {
        string path = Path.Combine(Folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
