using System;
using System.Collections.Generic;

namespace TorchSharp.Generators;

/// <summary>
/// A state_dict does not fit the module. The message is PyTorch's (torch/nn/modules/module.py, <c>load_state_dict</c>), and
/// unlike there the module is unchanged.
/// </summary>
public sealed class StateDictException : InvalidOperationException
{
    internal StateDictException(
        string message,
        IReadOnlyList<string> missingKeys,
        IReadOnlyList<string> unexpectedKeys,
        IReadOnlyList<SizeMismatch> sizeMismatches)
        : base(message)
    {
        MissingKeys = missingKeys;
        UnexpectedKeys = unexpectedKeys;
        SizeMismatches = sizeMismatches;
    }

    /// <summary>Keys of the module that the state_dict lacks.</summary>
    public IReadOnlyList<string> MissingKeys { get; }

    /// <summary>Keys of the state_dict that the module lacks.</summary>
    public IReadOnlyList<string> UnexpectedKeys { get; }

    /// <summary>Entries of another shape. Errors with <c>strict: false</c> too.</summary>
    public IReadOnlyList<SizeMismatch> SizeMismatches { get; }
}
