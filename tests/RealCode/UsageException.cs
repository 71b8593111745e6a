namespace TorchSharp.Generators.Tests.RealCode;

/// <summary>What the user of this program can mend: the message is all there is to say.</summary>
public sealed class UsageException(string message) : Exception(message);
