using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>
/// What an entry of StateKeys.txt is: <c>parameter</c>, <c>buffer</c>, <c>buffer non-persistent</c>, or <c>module</c> and its type.
/// </summary>
internal static class KeyKind
{
    public const string NonPersistentBuffer = Buffer + " non-persistent";

    private const string Parameter = "parameter";
    private const string Buffer = "buffer";
    private const string Module = "module ";

    /// <summary>A collection of tensors is what its elements are, one of modules a module of its own type.</summary>
    public static string Of(StateMember state) =>
        state.Kind switch
        {
            StateKind.Parameter => Parameter,
            StateKind.Buffer => state.Persistent ? Buffer : NonPersistentBuffer,
            _ => Module + KeyEntry.NameOf(state.Type),
        };

    /// <summary>The type of a module, null for another kind.</summary>
    public static string? TypeOf(string kind) =>
        kind.StartsWith(Module, System.StringComparison.Ordinal) ? kind.Substring(Module.Length) : null;

    /// <param name="written">Without white space around it, and with single spaces in it.</param>
    public static bool IsValid(string written) =>
        written is Parameter or Buffer or NonPersistentBuffer || TypeOf(written) is not null;
}
