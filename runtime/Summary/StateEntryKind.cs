namespace TorchSharp.Generators;

/// <summary>What an entry of a module's state is.</summary>
public enum StateEntryKind
{
    /// <summary>Moves, is saved, and is trained where it requires a gradient.</summary>
    Parameter,

    /// <summary>Moves and is saved.</summary>
    Buffer,

    /// <summary>Moves and is not saved.</summary>
    NonPersistentBuffer,
}
