using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// Lets objects stand for other tensors, whoever holds them: PyTorch's <c>torch.utils.swap_tensors</c>. Layers of TorchSharp
/// that keep a parameter in native code are told.
/// </summary>
internal sealed class TensorSwaps : IDisposable
{
    private readonly List<(torch.Tensor Holder, torch.Tensor Other)> _pairs = [];
    private readonly List<(torch.nn.Module Layer, string Name, Parameter Parameter)> _layers = [];

    /// <summary>Each object needs a handle of its own to the other tensor, which TorchSharp's alias is.</summary>
    public void Add(torch.Tensor holder, torch.Tensor other) => _pairs.Add((holder, other.alias()));

    /// <summary>A layer that holds a parameter in native code, which takes another one.</summary>
    public void Add(torch.nn.Module layer, string name, Parameter parameter) => _layers.Add((layer, name, parameter));

    /// <summary>Done twice, all is as it was.</summary>
    public void Swap()
    {
        foreach ((torch.Tensor holder, torch.Tensor other) in _pairs)
        {
            TensorIdentity.Swap(holder, other);
        }

        foreach ((torch.nn.Module layer, string name, Parameter parameter) in _layers)
        {
            NativeLayer.Set(layer, name, parameter);
        }
    }

    /// <summary>Lets go of the tensors that no object here stands for.</summary>
    public void Dispose()
    {
        foreach ((_, torch.Tensor other) in _pairs)
        {
            other.Dispose();
        }
    }
}
