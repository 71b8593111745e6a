using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace TorchSharp.Generators.Generator.Tests.Harness;

/// <summary>Generated code as an assembly: to be referenced by the next compilation, and to be run.</summary>
internal sealed class Loaded
{
    private readonly Assembly _assembly;

    private Loaded(byte[] image, AssemblyLoadContext context)
    {
        using var stream = new MemoryStream(image);
        _assembly = context.LoadFromStream(stream);
        Reference = MetadataReference.CreateFromImage(image);
    }

    public MetadataReference Reference { get; }

    /// <summary>Emits and loads; assemblies of one <paramref name="context"/> find each other by name.</summary>
    public static Loaded From(Generated generated, AssemblyLoadContext context)
    {
        using var image = new MemoryStream();
        Compilation output = generated.CompilesClean().Output;
        EmitResult emitted =
            output.WithOptions(((CSharpCompilationOptions)output.Options).WithGeneralDiagnosticOption(ReportDiagnostic.Default))
                .Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return new Loaded(image.ToArray(), context);
    }

    public torch.nn.Module Create(string type) => (torch.nn.Module)Activator.CreateInstance(_assembly.GetType(type, throwOnError: true)!)!;
}
