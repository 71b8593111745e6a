using System;
using System.Collections.Generic;
using System.IO;

namespace TorchSharp.Generators.Runtime;

/// <content>Loading and rebuilding.</content>
public sealed partial class ModuleState
{
    /// <summary>Copies the entries of <paramref name="source"/> into the module's tensors.</summary>
    public (IList<string> missing_keys, IList<string> unexpected_keyes) LoadStateDict(Dictionary<string, torch.Tensor> source, bool strict, IList<string>? skip) =>
        throw new NotImplementedException();

    /// <summary>Reads TorchSharp's file format.</summary>
    public torch.nn.Module Load(BinaryReader reader, bool strict, IList<string>? skip, Dictionary<string, bool>? loadedParameters) =>
        throw new NotImplementedException();

    /// <summary>Builds buffers anew by their recipes.</summary>
    public void ResetBuffers() => throw new NotImplementedException();
}
