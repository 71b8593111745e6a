using System;

namespace TorchSharp.Generators;

/// <summary>
/// Keeps a member out of the module's state: it is neither moved, saved nor trained. For a teacher, a reference to the
/// parent module, a scratch tensor. The counterpart of <c>object.__setattr__(self, name, value)</c> in PyTorch.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NotRegisteredAttribute : Attribute
{
}
