using System;
using System.Collections.Generic;
using System.IO;

namespace TorchSharp.Generators.Runtime;

/// <content>Loading and rebuilding.</content>
public sealed partial class ModuleState
{
    /// <summary>Copies the entries of <paramref name="source"/> into the module's tensors, which keep their dtype and device.</summary>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    public (IList<string> missing_keys, IList<string> unexpected_keyes) LoadStateDict(Dictionary<string, torch.Tensor> source, bool strict, IList<string>? skip)
    {
        _ = source ?? throw new ArgumentNullException(nameof(source), "Expected state_dict to be dict-like, got null.");
        return new StateDictLoader(_module, new LoadTarget(_module), skip).Load(source!, strict);
    }

    /// <summary>
    /// Reads TorchSharp's file format. TorchSharp asks that dtypes agree, and moves the module to the CPU and back, with new
    /// parameter objects; here a file loads as a state_dict does.
    /// </summary>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, corrupt, or none of TorchSharp's; the module is unchanged.</exception>
    public torch.nn.Module Load(BinaryReader reader, bool strict, IList<string>? skip, Dictionary<string, bool>? loadedParameters)
    {
        _ = reader ?? throw new ArgumentNullException(nameof(reader));
        var target = new LoadTarget(_module);
        var loader = new StateDictLoader(_module, target, skip);
        using StateFile file = StateFile.Read(reader, loader.Wants);
        loader.Load(file.Entries, strict);
        if (loadedParameters is not null)
        {
            foreach (string key in file.Entries.Keys)
            {
                loadedParameters[key] = target.Resolve(key) is not null;
            }
        }

        return _module;
    }

    /// <summary>Builds the buffers that name a recipe anew, on the device of the module and in the dtype they have: its own and those below.</summary>
    public void ResetBuffers() => BufferRebuilder.Run(_module);
}
