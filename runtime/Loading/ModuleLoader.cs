using System;
using System.Collections.Generic;
using System.IO;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>Loads a module: from a state_dict, and from a file.</summary>
internal static class ModuleLoader
{
    /// <summary>Copies the entries of <paramref name="source"/> into the module's tensors, which keep their dtype and device.</summary>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    public static (IList<string> Missing, IList<string> Unexpected) LoadStateDict(
        torch.nn.Module module, Dictionary<string, torch.Tensor> source, bool strict, IList<string>? skip, bool assign = false)
    {
        _ = source ?? throw new ArgumentNullException(nameof(source), "Expected state_dict to be dict-like, got null.");
        return new StateDictLoader(module, new LoadTarget(module), skip, assign).Load(new TensorCheckpoint(source), strict);
    }

    /// <summary>
    /// Reads TorchSharp's file format. TorchSharp asks that dtypes agree, and moves the module to the CPU and back, with new
    /// parameter objects; here a file loads as a state_dict does.
    /// </summary>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, corrupt, or none of TorchSharp's; the module is unchanged.</exception>
    public static torch.nn.Module Load(
        torch.nn.Module module,
        BinaryReader reader,
        bool strict,
        IList<string>? skip,
        Dictionary<string, bool>? loadedParameters,
        bool assign = false)
    {
        _ = reader ?? throw new ArgumentNullException(nameof(reader));
        var target = new LoadTarget(module);
        var loader = new StateDictLoader(module, target, skip, assign);
        using FileCheckpoint file = FileCheckpoint.Read(reader, loader.Wants);
        try
        {
            loader.Load(file, strict);
        }
        finally
        {
            file.Finish();
        }

        if (loadedParameters is not null)
        {
            foreach (string key in file.Keys)
            {
                loadedParameters[key] = target.Find(key) >= 0;
            }
        }

        return module;
    }
}
