using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <content>Tensors that are replaced or disposed under their owner.</content>
public static partial class Descriptors
{
    /// <summary>Arguments: the module, the place of the move.</summary>
    public static readonly DiagnosticDescriptor TSG3001_OptimizerBuiltBeforeMove = Lifetime(
        "TSG3001",
        "Optimizer built before a hand-written or stock module is moved, and stepped afterwards",
        "The optimizer keeps the parameters that '{0}' has now, and {1} replaces them: build it after the move");

    /// <summary>Arguments: the module, the member.</summary>
    public static readonly DiagnosticDescriptor TSG3002_ModuleCreatedInDisposeScope = Lifetime(
        "TSG3002",
        "Hand-written module's own state created inside a DisposeScope",
        "The DisposeScope disposes '{1}' of '{0}', which is created here and used after it: detach it from the scope");

    /// <summary>Arguments: the field.</summary>
    public static readonly DiagnosticDescriptor TSG3003_StateFieldReassigned = Lifetime(
        "TSG3003",
        "State field of a generated class is re-assigned outside its constructors",
        "The tensor that '{0}' gets here is disposed with the caller's DisposeScope: detach it, or make '{0}' a partial property");

    /// <summary>Arguments: what is disposed.</summary>
    public static readonly DiagnosticDescriptor TSG3004_StateDisposed = Lifetime(
        "TSG3004",
        "State of a module is disposed while the module lives",
        "This disposes {0} of a module that goes on using it");

    private static DiagnosticDescriptor Lifetime(string id, string title, string message) =>
        Rule(id, "Lifetime", DiagnosticSeverity.Warning, title, message);
}
