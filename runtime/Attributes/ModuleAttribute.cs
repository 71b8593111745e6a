using System;

namespace TorchSharp.Generators;

/// <summary>
/// Generates registration, device transfer and state_dict code for a partial class that derives from
/// <c>torch.nn.Module</c>, as PyTorch's <c>Module.__setattr__</c> does at run time (torch/nn/modules/module.py).
/// </summary>
/// <remarks>Optional on a class that has a member with a state attribute.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModuleAttribute : Attribute
{
}
