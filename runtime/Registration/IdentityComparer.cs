using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>Compares by reference: <c>Tensor.Equals</c> compares values.</summary>
internal sealed class IdentityComparer : IEqualityComparer<object>
{
    public static readonly IdentityComparer Instance = new();

    private IdentityComparer()
    {
    }

    bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

    int IEqualityComparer<object>.GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
}
