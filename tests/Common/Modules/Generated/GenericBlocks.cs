using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Generic;

public interface IBlockFactory<out TBlock>
    where TBlock : Module<Tensor, Tensor>
{
    static abstract IBlockFactory<TBlock> Default { get; }

    TBlock Create(int index);
}

[Module]
public partial class Stack<TBlock, TFactory> : Module<Tensor, Tensor>
    where TBlock : Module<Tensor, Tensor>
    where TFactory : IBlockFactory<TBlock>
{
    [Submodule] private readonly TBlock[] blocks;
    private readonly TBlock? last;
    [Submodule] private readonly Dictionary<string, List<TBlock?>> named = [];
    [Buffer] private Tensor drop;

    public Stack(int count, double rate = 0)
        : base($"Stack<{typeof(TBlock).Name}>")
    {
        blocks = [.. Enumerable.Range(0, count).Select(TFactory.Default.Create)];
        drop = linspace(0, rate, count);
        last = count > 3 ? TFactory.Default.Create(count) : null;
    }

    public override Tensor forward(Tensor x)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            x = x + (blocks[i].call(x) * (1 - drop[i]));
        }

        return last?.call(x) ?? x;
    }
}

public sealed partial class Residual<T>(T inner) : Module<Tensor, Tensor>(nameof(Residual<T>))
    where T : Module<Tensor, Tensor>
{
    [Submodule("fn")] private readonly T inner = inner;
    [Parameter("alpha")] private Parameter? scale = new(ones(1));

    public override Tensor forward(Tensor x) => x + (inner.call(x) * (scale ?? ones(1, device: x.device)));
}

public abstract partial class Module2<TSelf, TInput, TOutput>() : Module<TInput, TOutput>(typeof(TSelf).Name)
    where TSelf : Module2<TSelf, TInput, TOutput>
    where TInput : notnull
{
    [NotRegistered] public TSelf? Parent { get; set; }
    [Submodule] public TSelf? Child { get; set; }
    [Submodule] protected IModule<TInput, TOutput>? Function;
    [Buffer] protected Tensor? Total;
}

public sealed partial class Tree : Module2<Tree, Tensor, (Tensor, Tensor)>
{
    [Parameter] internal Parameter weight = new(ones(2));

    public override (Tensor, Tensor) forward(Tensor x)
    {
        (Tensor left, Tensor right) = Child?.call(x) ?? Function?.call(x) ?? (x, x);
        return (left * weight, right + (Total ?? zeros_like(right)));
    }
}
