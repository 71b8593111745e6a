namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>Names that generated code uses, fully qualified.</summary>
internal static class RuntimeNames
{
    public const string StatefulModule = "global::TorchSharp.Generators.Runtime.IStatefulModule";
    public const string ModuleState = "global::TorchSharp.Generators.Runtime.ModuleState";
    public const string ModuleRegistry = "global::TorchSharp.Generators.Runtime.ModuleRegistry";
    public const string StateVisitor = "global::TorchSharp.Generators.Runtime.StateVisitor";
    public const string Module = "global::TorchSharp.torch.nn.Module";
    public const string Tensor = "global::TorchSharp.torch.Tensor";
    public const string Device = "global::TorchSharp.torch.Device";
    public const string Parameter = "global::TorchSharp.Modules.Parameter";
    public const string ScalarType = "global::TorchSharp.torch.ScalarType";
    public const string Collections = "global::System.Collections.Generic";

    public static readonly string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"TorchSharp.Generators\", \"{typeof(RuntimeNames).Assembly.GetName().Version.ToString(3)}\")]";
}
