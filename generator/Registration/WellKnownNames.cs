namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// Metadata names of the types that the rules know. The generator and the analyzers do not reference the runtime
/// assembly, so a test pins each of these constants to the real type.
/// </summary>
internal static class WellKnownNames
{
    public const string RuntimeNamespace = "TorchSharp.Generators";

    public const string ModuleAttribute = RuntimeNamespace + ".ModuleAttribute";
    public const string BufferAttribute = RuntimeNamespace + ".BufferAttribute";
    public const string ParameterAttribute = RuntimeNamespace + ".ParameterAttribute";
    public const string SubmoduleAttribute = RuntimeNamespace + ".SubmoduleAttribute";
    public const string NotRegisteredAttribute = RuntimeNamespace + ".NotRegisteredAttribute";
    public const string StateNamingAttribute = RuntimeNamespace + ".StateNamingAttribute";

    /// <summary>Implemented by every generated class; the mark by which a compiled base class is known as generated.</summary>
    public const string StatefulModule = RuntimeNamespace + ".Runtime.IStatefulModule";

    public const string TorchSharpAssembly = "TorchSharp";
    public const string Torch = "TorchSharp.torch";
    public const string Module = "TorchSharp.torch+nn+Module";
    public const string Tensor = "TorchSharp.torch+Tensor";
    public const string Device = "TorchSharp.torch+Device";
    public const string Parameter = "TorchSharp.Modules.Parameter";
    public const string ComponentNameAttribute = "TorchSharp.Utils.ComponentNameAttribute";
}
