using System;

namespace TorchSharp.Generators;

/// <summary>Chooses how the members of a class, or of all classes of an assembly, get their keys. An explicit key wins.</summary>
/// <param name="policy">The policy.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, Inherited = false)]
public sealed class StateNamingAttribute(StateNamingPolicy policy) : Attribute
{
    /// <summary>The policy.</summary>
    public StateNamingPolicy Policy { get; } = policy;
}
