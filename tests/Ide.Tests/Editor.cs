using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Ide.Tests;

/// <summary>
/// The part of an editor that answers what is offered at a place in a file: Roslyn's code fix service, over a project that
/// references generator, analyzers and fixes as a package would. The service is no public API, so it is called by name.
/// </summary>
internal sealed class Editor : IDisposable
{
    private const string FixService = "Microsoft.CodeAnalysis.CodeFixes.ICodeFixService";
    private const string ExportProvider = "Microsoft.CodeAnalysis.Host.Mef.IMefHostExportProvider";

    private static readonly Assembly s_features = Assembly.Load("Microsoft.CodeAnalysis.Features");

    private readonly MefHostServices _host = MefHostServices.Create(
        MefHostServices.DefaultAssemblies.Union([s_features, Assembly.Load("Microsoft.CodeAnalysis.CSharp.Features")]));

    private readonly AdhocWorkspace _workspace;

    public Editor() => _workspace = new AdhocWorkspace(_host);

    /// <summary>The titles in the light bulb at <paramref name="place"/>.</summary>
    /// <param name="source">A file of the project.</param>
    /// <param name="place">Where the cursor is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="keys">The project's StateKeys.txt.</param>
    /// <param name="language">The project's version of C#.</param>
    public async Task<IReadOnlyList<string>> TitlesAtAsync(
        string source,
        TextSpan place,
        CancellationToken cancellationToken,
        string? keys = null,
        LanguageVersion language = LanguageVersion.CSharp13)
    {
        Document document = Open(source, keys, language);
        object service = Service();
        MethodInfo streamFixes = s_features.GetType(FixService, throwOnError: true)!.GetMethod("StreamFixesAsync")!;
        object stream = streamFixes.Invoke(service, [document, place, null, cancellationToken])!;

        var titles = new List<string>();
        await foreach (object collection in (IAsyncEnumerable<object>)stream)
        {
            foreach (object fix in (IEnumerable)Property(collection, "Fixes"))
            {
                titles.Add(((CodeAction)Property(fix, "Action")).Title);
            }
        }

        return titles;
    }

    public void Dispose() => _workspace.Dispose();

    private Document Open(string source, string? keys, LanguageVersion language)
    {
        ProjectId id = ProjectId.CreateNewId();
        ProjectInfo project = ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Consumer",
            "Consumer",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(language),
            metadataReferences: TestReferences.All,
            analyzerReferences: new[]
            {
                typeof(SourceGeneration.ModuleGenerator),
                typeof(Analyzers.Rules.TorchAnalyzer),
                typeof(CodeFixes.TorchCodeFix)
            }
                .Select(static type => new AnalyzerFileReference(type.Assembly.Location, new Loader())),
            additionalDocuments: keys is null ? [] : [KeyFile(id, keys)]);
        return _workspace.AddDocument(_workspace.AddProject(project).Id, "Net.cs", SourceText.From(source));
    }

    private static DocumentInfo KeyFile(ProjectId project, string keys) =>
        DocumentInfo.Create(
            DocumentId.CreateNewId(project),
            "StateKeys.txt",
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(keys), VersionStamp.Default)),
            filePath: "/StateKeys.txt");

    private object Service()
    {
        Type export = typeof(MefHostServices).Assembly.GetType(ExportProvider, throwOnError: true)!;
        MethodInfo get = export.GetMethods().Single(static method => method.GetGenericArguments().Length == 1);
        var services = (IEnumerable)get.MakeGenericMethod(s_features.GetType(FixService, throwOnError: true)!).Invoke(_host, null)!;
        return services.Cast<object>().Select(static lazy => Property(lazy, "Value")).Single();
    }

    private static object Property(object owner, string name) =>
        owner.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(owner)
        ?? owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(owner)!;

    /// <summary>The assemblies are loaded already: the tests are built against them.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
