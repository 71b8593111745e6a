using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks.Models;

/// <summary>How blocks are put together.</summary>
public enum Shape
{
    /// <summary>All side by side.</summary>
    Flat,

    /// <summary>Three in each.</summary>
    Tree,

    /// <summary>Each in the one before.</summary>
    Chain,
}

/// <summary>Makes the same tree of either class.</summary>
public static class Trees
{
    public static Module Make(Shape shape, int blocks, bool generated) =>
        generated
            ? Make<GeneratedBlock>(shape, blocks, static inner => new(inner))
            : Make<ReflectedBlock>(shape, blocks, static inner => new(inner));

    private static T Make<T>(Shape shape, int blocks, Func<T[], T> make)
        where T : Module
    {
        switch (shape)
        {
            case Shape.Flat:
                return make([.. Enumerable.Range(1, blocks - 1).Select(_ => make([]))]);
            case Shape.Chain:
                T block = make([]);
                for (int i = 1; i < blocks; i++)
                {
                    block = make([block]);
                }

                return block;
            default:
                // Breadth first, so that any number of blocks has all but its last level filled.
                var level = new T?[blocks];
                for (int i = blocks - 1; i >= 0; i--)
                {
                    level[i] = make([.. Enumerable.Range((3 * i) + 1, 3).Where(child => child < blocks).Select(child => level[child]!)]);
                }

                return level[0]!;
        }
    }
}
