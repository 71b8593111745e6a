namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What TorchSharp knows of a member of a finished hand-written module.</summary>
internal abstract record Standing
{
    /// <summary>It is part of the module, whenever it is not null.</summary>
    /// <param name="Key">Under this key.</param>
    /// <param name="Persistent">Whether state_dict has it.</param>
    /// <param name="AsBuffer">Whether it is a buffer whatever it holds, since a call said so.</param>
    internal sealed record Registered(string Key, bool Persistent, bool AsBuffer = false) : Standing;

    /// <summary>It is no part of the module.</summary>
    internal sealed record LeftOut : Standing
    {
        public static LeftOut Instance { get; } = new();
    }
}
