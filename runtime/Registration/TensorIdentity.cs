using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// Tells libtorch's tensors apart, not the objects that stand for them: a module whose state is native, such as
/// <c>Embedding</c>, makes a new <c>Parameter</c> each time its <c>weight</c> is read, so that
/// <c>head.weight = embedding.weight</c> ties two objects to one tensor. Listed twice, an optimizer would step it twice.
/// </summary>
internal sealed class TensorIdentity : IEqualityComparer<torch.Tensor>
{
    public static readonly TensorIdentity Instance = new();

    private TensorIdentity()
    {
    }

    /// <summary>Lets each of two objects stand for the tensor of the other, as PyTorch's <c>torch.utils.swap_tensors</c> does.</summary>
    public static void Swap(torch.Tensor left, torch.Tensor right)
    {
        IntPtr implementation = Of(left);
        Marshal.WriteIntPtr(left.Handle, Of(right));
        Marshal.WriteIntPtr(right.Handle, implementation);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
    }

    /// <summary>
    /// A handle points to an <c>at::Tensor</c>, which is one pointer to the <c>TensorImpl</c> that its copies share
    /// (libtorch, ATen/core/TensorBase.h). It is PyTorch's identity too: <c>is</c> compares it.
    /// </summary>
    /// <param name="tensor">A tensor that is alive.</param>
    public static IntPtr Of(torch.Tensor tensor)
    {
        IntPtr implementation = Marshal.ReadIntPtr(tensor.Handle);
        GC.KeepAlive(tensor);
        return implementation;
    }

    bool IEqualityComparer<torch.Tensor>.Equals(torch.Tensor? x, torch.Tensor? y) =>
        ReferenceEquals(x, y) || (x is { IsInvalid: false } && y is { IsInvalid: false } && Of(x) == Of(y));

    int IEqualityComparer<torch.Tensor>.GetHashCode(torch.Tensor tensor) =>
        tensor.IsInvalid ? RuntimeHelpers.GetHashCode(tensor) : Of(tensor).GetHashCode();
}
