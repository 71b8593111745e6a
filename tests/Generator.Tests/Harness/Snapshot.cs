using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Emit;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Generator.Tests.Harness;

/// <summary>
/// Compares generated files with those accepted before. Files are named and headed as Verify.SourceGenerators does, so
/// that it can take over.
/// </summary>
internal static partial class Snapshot
{
    /// <param name="generated">What was generated.</param>
    /// <param name="test">The test class: its folder holds the snapshots.</param>
    /// <param name="method">The test method.</param>
    /// <param name="whole">Whether the overrides are to be seen, which are the same in every class but for their base.</param>
    public static void Match(Generated generated, Type test, [CallerMemberName] string method = "", bool whole = false)
    {
        string folder = FolderOf(test);
        string prefix = $"{test.Name}.{method}";
        List<string> complaints = [];
        HashSet<string> expected = [];

        foreach (GeneratedSourceResult file in generated.Files)
        {
            string name = $"{prefix}#{Path.GetFileNameWithoutExtension(file.HintName)}";
            string verified = Path.Combine(folder, name + ".verified.cs");
            string received = Path.Combine(folder, name + ".received.cs");
            string text = Scrub(
                $"//HintName: {file.HintName}\n{(whole ? file.SourceText.ToString() : WithoutOverrides(file.SourceText.ToString()))}");
            expected.Add(verified);
            File.Delete(received);
            if (!File.Exists(verified) || File.ReadAllText(verified).ReplaceLineEndings("\n") != text)
            {
                File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                complaints.Add(
                    $"{name}.received.cs differs. If it is right: cd '{folder}' && mv '{name}.received.cs' '{name}.verified.cs'");
            }
        }

        complaints.AddRange(Directory.GetFiles(folder, prefix + "#*.verified.cs")
            .Except(expected)
            .Select(static orphan => $"{orphan} was not generated. If that is right: rm '{orphan}'"));

        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    /// <summary>A release is no reason to accept every file again.</summary>
    private static string Scrub(string text) => VersionOfGeneratedCode().Replace(text, "{version}");

    /// <summary>Only overrides that are exactly as expected are left out.</summary>
    private static string WithoutOverrides(string text)
    {
        foreach (BaseKind kind in new[] { BaseKind.Torch, BaseKind.HandWritten })
        {
            for (int depth = 1; depth < 8; depth++)
            {
                text = text.Replace(
                    Overrides(kind, depth),
                    $"{new string(' ', depth * 4)}// ... the overrides of SnapshotTests.Overrides over {kind} ...\n",
                    StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static string Overrides(BaseKind kind, int depth)
    {
        var writer = new SourceWriter();
        for (int i = 0; i < depth; i++)
        {
            writer.OpenBlock("");
        }

        int start = writer.ToString().Length;
        OverrideWriter.Write(
            writer, new StateSpec { FullName = "", IsSealed = false, Base = kind, HidesSave = true, PrintsTree = true, Members = default });
        return writer.ToString()[start..];
    }

    [GeneratedRegex("""(?<=GeneratedCode\("TorchSharp.Generators", ")[^"]*""")]
    private static partial Regex VersionOfGeneratedCode();

    /// <summary>The source folder of a test, by the project's habit that folders are namespaces.</summary>
    private static string FolderOf(Type test)
    {
        string project = typeof(Snapshot).Assembly.GetName().Name!;
        string[] folders = test.Namespace![project.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries);

        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Generator.Tests.csproj")))
        {
            root = root.Parent;
        }

        return Path.Combine([root?.FullName ?? throw new DirectoryNotFoundException("No project folder above the tests."), .. folders]);
    }
}
