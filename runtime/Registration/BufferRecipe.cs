using System.ComponentModel;

namespace TorchSharp.Generators.Runtime;

/// <summary>Builds a buffer anew.</summary>
/// <param name="module">The module that declares the buffer.</param>
/// <param name="device">The device that the buffer is for.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate torch.Tensor BufferRecipe(torch.nn.Module module, torch.Device device);
