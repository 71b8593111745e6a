namespace TorchSharp.Generators.Mutate;

/// <summary>What the user of this program can mend: the message is all there is to say.</summary>
internal sealed class MutateException(string message) : Exception(message);
