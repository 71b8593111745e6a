using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What somebody wants a member to be.</summary>
internal enum Wish
{
    Buffer,

    /// <summary>A buffer that is not saved, and follows the module in its dtype as well.</summary>
    NonPersistentBuffer,
    Parameter,
    Submodule,
    NotRegistered,
}

internal static class Wishes
{
    /// <summary>That the member is what its type can be.</summary>
    public static Wish For(StateKind kind) =>
        kind switch
        {
            StateKind.Buffer => Wish.Buffer,
            StateKind.Parameter => Wish.Parameter,
            _ => Wish.Submodule,
        };
}
