using System;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// State that is dead and still held: a field that was assigned within a DisposeScope after its module was built. TorchSharp
/// leaves such tensors out, or fails on an empty handle somewhere else.
/// </summary>
internal static class DisposedState
{
    /// <summary>What to say of the tensor under the dotted key <paramref name="key"/>.</summary>
    /// <param name="root">The module that was asked.</param>
    /// <param name="key">The key in its tree.</param>
    /// <param name="consequence">What follows, after a comma.</param>
    public static string Describe(torch.nn.Module root, string key, string consequence = "") =>
        $"{NameOf(root)}.{key} is disposed{consequence}. Assign another tensor; one that is made within a DisposeScope dies with it, so detach "
        + "it (.DetachFromDisposeScope()), or declare the member as a partial property, which does that itself.";

    /// <summary>The class as a message names it: a generic one without the number of its parameters.</summary>
    public static string NameOf(torch.nn.Module module) => module.GetType().Name.Split('`')[0];

    /// <returns><paramref name="tensor"/>, where it is alive.</returns>
    /// <exception cref="InvalidOperationException">It is disposed.</exception>
    public static T Refuse<T>(torch.nn.Module root, string key, T tensor)
        where T : torch.Tensor =>
        tensor.IsInvalid ? throw new InvalidOperationException(Describe(root, key)) : tensor;
}
