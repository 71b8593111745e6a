using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks;

/// <summary>A block with two layers, a buffer and, in a chain, the next block: five entries each.</summary>
[Module]
public sealed partial class GeneratedBlock(GeneratedBlock? next) : Module<Tensor, Tensor>(nameof(GeneratedBlock))
{
    private readonly Linear a = Linear(2, 2);
    private readonly Linear b = Linear(2, 2);
    [Buffer] private Tensor mask = ones(2, 2);
    private readonly GeneratedBlock? next = next;

    public override Tensor forward(Tensor x) => b.call(a.call(x)) * mask + (next?.call(x) ?? 0);
}

/// <summary>The same block, registered by TorchSharp's reflection.</summary>
public sealed class ReflectedBlock : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(2, 2);
    private readonly Linear b = Linear(2, 2);
    private readonly Tensor mask = ones(2, 2);
    private readonly ReflectedBlock? next;

    public ReflectedBlock(ReflectedBlock? next)
        : base(nameof(ReflectedBlock))
    {
        this.next = next;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => b.call(a.call(x)) * mask + (next?.call(x) ?? 0);
}

/// <summary>Makes the same tree from either class.</summary>
public static class Trees
{
    /// <summary>Blocks side by side in a ModuleList.</summary>
    public static Module Flat(bool generated, int blocks)
    {
        Module list = generated
            ? new ModuleList<GeneratedBlock>([.. Enumerable.Range(0, blocks).Select(static _ => new GeneratedBlock(null))])
            : new ModuleList<ReflectedBlock>([.. Enumerable.Range(0, blocks).Select(static _ => new ReflectedBlock(null))]);
        return generated ? new GeneratedRoot(list) : new ReflectedRoot(list);
    }

    /// <summary>Each block inside the one before.</summary>
    public static Module Chain(bool generated, int blocks)
    {
        GeneratedBlock? first = null;
        ReflectedBlock? reflected = null;
        for (int i = 0; i < blocks; i++)
        {
            if (generated)
            {
                first = new GeneratedBlock(first);
            }
            else
            {
                reflected = new ReflectedBlock(reflected);
            }
        }

        return generated ? first! : reflected!;
    }
}

[Module]
public sealed partial class GeneratedRoot(Module blocks) : Module<Tensor, Tensor>(nameof(GeneratedRoot))
{
    private readonly Module blocks = blocks;

    public override Tensor forward(Tensor x) => x;
}

public sealed class ReflectedRoot : Module<Tensor, Tensor>
{
    private readonly Module blocks;

    public ReflectedRoot(Module blocks)
        : base(nameof(ReflectedRoot))
    {
        this.blocks = blocks;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x;
}
