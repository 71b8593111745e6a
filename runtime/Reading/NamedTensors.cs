using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>The tensors of one kind in a tree, each once: a tied one under the key that comes first.</summary>
/// <param name="omitDisposed">Whether disposed tensors are left out, as TorchSharp does, and not an error.</param>
internal abstract class NamedTensors<T>(bool omitDisposed) : StateWalk
    where T : torch.Tensor
{
    private readonly HashSet<IntPtr> _seen = [];

    public List<(string Name, T Tensor)> Found { get; } = [];

    protected void Add(string name, T tensor)
    {
        if (tensor.IsInvalid && omitDisposed)
        {
            return;
        }

        if (_seen.Add(TensorIdentity.Of(Alive(name, tensor))))
        {
            Found.Add((Prefix + name, tensor));
        }
    }
}

/// <summary><c>named_parameters</c>.</summary>
internal sealed class NamedParameters(bool omitDisposed) : NamedTensors<Parameter>(omitDisposed)
{
    protected override bool ReadsBuffers => false;

    protected override void Parameter(string name, Parameter parameter) => Add(name, parameter);
}

/// <summary><c>named_buffers</c>.</summary>
internal sealed class NamedBuffers(bool includeNonPersistent, bool omitDisposed) : NamedTensors<torch.Tensor>(omitDisposed)
{
    protected override bool ReadsParameters => false;

    protected override bool ReadsNonPersistent => includeNonPersistent;

    protected override void Buffer(string name, torch.Tensor buffer, bool persistent)
    {
        if (persistent || includeNonPersistent)
        {
            Add(name, buffer);
        }
    }
}
