namespace TorchSharp.Generators.Typing.Tests.Edits;

/// <summary>What happens to a token; a cut ends the file before it.</summary>
internal enum EditKind
{
    Cut,
    Delete,
    Double,
    Replace,
    Move,
}
