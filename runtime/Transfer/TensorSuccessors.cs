using System.Runtime.CompilerServices;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// Remembers which tensor took the place of one that a move had to replace. A hand-written parent moves its children one
/// by one: where two of them share a mask, the second finds it disposed, and its successor here.
/// </summary>
/// <remarks>
/// For the whole process, since the disposed tensor is all that two such children have in common. It keeps nothing alive that
/// nobody can reach: an entry goes with the old object.
/// </remarks>
internal static class TensorSuccessors
{
    private static readonly ConditionalWeakTable<torch.Tensor, torch.Tensor> s_successors = new();

    public static void Record(torch.Tensor replaced, torch.Tensor successor)
    {
        s_successors.Remove(replaced);
        s_successors.Add(replaced, successor);
    }

    /// <summary>Points <paramref name="value"/> to the successor of a disposed tensor.</summary>
    /// <returns>Whether it did.</returns>
    public static bool Follow<T>(ref T? value)
        where T : torch.Tensor
    {
        bool followed = false;
        while (value is { IsInvalid: true } && s_successors.TryGetValue(value, out torch.Tensor? successor) && successor is T next)
        {
            value = next;
            followed = true;
        }

        return followed;
    }
}
