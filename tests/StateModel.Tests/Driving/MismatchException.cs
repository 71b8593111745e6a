namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>A module is not what the model says.</summary>
internal sealed class MismatchException(string message, Exception? inner = null) : Exception(message, inner);
