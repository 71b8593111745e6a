namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>A field for a buffer that the class registered and only ever read back by its key.</summary>
/// <param name="Name">A name that nothing else in the class has.</param>
/// <param name="Declaration">The declaration, in one line.</param>
internal sealed record AddedField(string Name, string Declaration);
