using System;
using System.ComponentModel;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <summary>
/// Sees the state of one module, member by member. Everything that this library does with state (register, move, save,
/// load, ...) is a visitor, so that generated code has to list the members only once.
/// </summary>
/// <remarks>Only this library derives from it: a kind of member that is added later breaks nobody.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class StateVisitor
{
    private protected StateVisitor()
    {
    }

    /// <summary>
    /// The members that follow are declared by <paramref name="type"/>; the last call names the most derived generated class.
    /// </summary>
    public virtual void Enter(Type type)
    {
    }

    /// <summary>A parameter.</summary>
    /// <returns>Whether <paramref name="value"/> was replaced.</returns>
    public virtual bool Parameter(string key, ref Parameter? value) => false;

    /// <summary>A buffer.</summary>
    /// <returns>Whether <paramref name="value"/> was replaced.</returns>
    public virtual bool Buffer(
        string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null) => false;

    /// <summary>A child module.</summary>
    public virtual void Module(string key, torch.nn.Module? value)
    {
    }

    /// <summary>The member with the key <paramref name="key"/> is also accepted as <paramref name="alias"/> on load.</summary>
    public virtual void Alias(string key, string alias)
    {
    }
}
