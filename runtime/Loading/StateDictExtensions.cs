using System;
using System.Collections.Generic;
using System.IO;
using TorchSharp.Generators.Runtime.Loading;

namespace TorchSharp.Generators;

#pragma warning disable RS0026 // The overloads of load are those of torch.nn.Module.

/// <summary>Loading for every module, generated, hand-written or TorchSharp's own.</summary>
public static class StateDictExtensions
{
    /// <summary>PyTorch's <c>load_state_dict</c>: all is checked before anything changes.</summary>
    /// <param name="module">Any module.</param>
    /// <param name="source">The state_dict.</param>
    /// <param name="strict">Whether missing and unexpected keys are errors.</param>
    /// <param name="skip">Keys to leave alone.</param>
    /// <param name="assign">
    /// Whether to take the tensors instead of copying them into the module's own: their dtype and device, and the
    /// <c>requires_grad</c> of the old ones. This is the way from <c>meta</c> to real weights without a second model. The
    /// module and <paramref name="source"/> share memory afterwards; the tensors of <paramref name="source"/> may be disposed.
    /// </param>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    public static (IList<string> missing_keys, IList<string> unexpected_keys) load_state_dict(
        this torch.nn.Module module,
        Dictionary<string, torch.Tensor> source,
        bool strict = true,
        IList<string>? skip = null,
        bool assign = false)
    {
        _ = module ?? throw new ArgumentNullException(nameof(module));
        return ModuleLoader.LoadStateDict(module, source, strict, skip, assign);
    }

    /// <summary>Loads a file in TorchSharp's format: all is checked before anything changes.</summary>
    /// <param name="module">Any module.</param>
    /// <param name="location">The file.</param>
    /// <param name="strict">Whether missing and unexpected keys are errors.</param>
    /// <param name="skip">Keys to leave alone.</param>
    /// <param name="loadedParameters">Gets the keys of the file, and whether the module has them.</param>
    /// <param name="assign">Whether the module gets new tensors, with the dtypes of the file and on the CPU, in place of its own.</param>
    /// <exception cref="StateDictException">Something does not fit; the module is unchanged.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, corrupt, or none of TorchSharp's; the module is unchanged.</exception>
    public static torch.nn.Module load(
        this torch.nn.Module module,
        string location,
        bool strict = true,
        IList<string>? skip = null,
        Dictionary<string, bool>? loadedParameters = null,
        bool assign = false) =>
        load(module, File.OpenRead(location), strict, skip, loadedParameters, assign);

    /// <summary>Loads TorchSharp's file format from a stream, and closes it as TorchSharp does.</summary>
    /// <inheritdoc cref="load(torch.nn.Module, string, bool, IList{string}, Dictionary{string, bool}, bool)"/>
    public static torch.nn.Module load(
        this torch.nn.Module module,
        Stream stream,
        bool strict = true,
        IList<string>? skip = null,
        Dictionary<string, bool>? loadedParameters = null,
        bool assign = false)
    {
        using var reader = new BinaryReader(stream);
        return ModuleLoader.Load(module ?? throw new ArgumentNullException(nameof(module)), reader, strict, skip, loadedParameters, assign);
    }

    /// <summary>
    /// Puts a state_dict of another library under the keys of a module: <c>model.transformer.h.0.attn.bias</c> finds
    /// <c>blocks.0.attn.bias</c> where <c>h</c> is an alias of <c>blocks</c>. Nothing is copied and nothing is loaded.
    /// </summary>
    /// <param name="module">Any module.</param>
    /// <param name="source">The tensors under the names of the other library.</param>
    /// <param name="prefix">What stands before the module's keys. Without it the prefix that most names have is taken, and others where
    /// shapes fit.</param>
    public static StateDictMapping map_state_dict(
        this torch.nn.Module module, Dictionary<string, torch.Tensor> source, string? prefix = null)
    {
        _ = module ?? throw new ArgumentNullException(nameof(module));
        _ = source ?? throw new ArgumentNullException(nameof(source));
        return new ForeignNames(module, source).Map(prefix);
    }
}
