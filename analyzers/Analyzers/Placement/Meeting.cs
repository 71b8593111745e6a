using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>A tensor on the default device that comes together with one on the module's device.</summary>
/// <param name="Creation">Where the first one was made.</param>
/// <param name="Partner">The other one, or the module whose weights it meets.</param>
/// <param name="Operation">The call or the operator that gets both.</param>
/// <param name="IsLayer">Whether <paramref name="Partner"/> is a module.</param>
internal sealed record Meeting(Creation Creation, IOperation Partner, IOperation Operation, bool IsLayer);
