using System;
using System.ComponentModel;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <summary>Builds a buffer anew.</summary>
/// <param name="module">The module that declares the buffer.</param>
/// <param name="device">The device that the buffer is for.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate torch.Tensor BufferRecipe(torch.nn.Module module, torch.Device device);

/// <summary>
/// Sees the declared state of one module, member by member. Everything that this library does with state (register, move,
/// save, load, ...) is a visitor, so that generated code has to list the members only once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class StateVisitor
{
    /// <summary>The members that follow are declared by <paramref name="type"/>; the last call names the most derived generated class.</summary>
    public virtual void Enter(Type type)
    {
    }

    /// <summary>A parameter.</summary>
    /// <returns>Whether <paramref name="value"/> was replaced.</returns>
    public abstract bool Parameter(string key, ref Parameter? value);

    /// <summary>A buffer.</summary>
    /// <returns>Whether <paramref name="value"/> was replaced.</returns>
    public abstract bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null);

    /// <summary>A child module.</summary>
    public abstract void Module(string key, torch.nn.Module? value);

    /// <summary>The member with the key <paramref name="key"/> is also accepted as <paramref name="alias"/> on load.</summary>
    public virtual void Alias(string key, string alias)
    {
    }

    /// <summary>A field that TorchSharp's reflection would register, and that the class declares not to be state.</summary>
    public virtual void NotRegistered(string field)
    {
    }
}
