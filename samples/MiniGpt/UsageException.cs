namespace MiniGpt;

/// <summary>The program cannot do what it was asked; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
