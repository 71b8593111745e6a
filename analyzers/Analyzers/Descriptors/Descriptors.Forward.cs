using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <content>Tensors that end up on the wrong device while the module runs.</content>
public static partial class Descriptors
{
    /// <summary>Arguments: the factory, what the tensor meets.</summary>
    public static readonly DiagnosticDescriptor TSG1011_TensorCreatedOnDefaultDevice = Forward(
        "TSG1011",
        DiagnosticSeverity.Warning,
        "Tensor created on the default device meets the module's state or input",
        "'{0}' creates a tensor on the default device, and it meets {1}: pass 'device:'");

    /// <summary>Arguments: the method, what to do.</summary>
    public static readonly DiagnosticDescriptor TSG1012_ResultIsNotUsed = Forward(
        "TSG1012",
        DiagnosticSeverity.Warning,
        "Result of Tensor.to/cuda/cpu, or of an operation that has an in-place twin, is not used",
        "'{0}' returns another tensor and leaves this one as it is, and the result is not used: {1}");

    /// <summary>Arguments: the member.</summary>
    public static readonly DiagnosticDescriptor TSG1014_DeviceCopyPerCall = Forward(
        "TSG1014",
        DiagnosticSeverity.Info,
        "Per-call device copy of a member in forward",
        "'{0}' is copied to the device on every call: declared as a [Buffer] it moves once, with the module");

    private static DiagnosticDescriptor Forward(string id, DiagnosticSeverity severity, string title, string message) =>
        Rule(id, "Forward", severity, title, message);
}
