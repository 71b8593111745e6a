using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.ScopedTraining;

public sealed class Head : Module<Tensor, Tensor>
{
    private readonly Parameter scale;
    private readonly Linear fc;

    public Head(long width) : base(nameof(Head))
    {
        scale = Parameter(ones(width));
        fc = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x) * scale;
}

/// <summary>Stock layers take their weights out of the scope by themselves.</summary>
public sealed class Stock : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public Stock(long width) : base(nameof(Stock))
    {
        fc = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}

public static class Experiments
{
    /// <summary>The model outlives the scope, its own parameter does not.</summary>
    public static Head Build(long width)
    {
        using (NewDisposeScope())
        {
            return new Head(width); // expect: TSG3002
        }
    }

    public static Stock BuildStock(long width)
    {
        using var scope = NewDisposeScope();
        return new Stock(width); // silent: TSG3002
    }

    /// <summary>Made outside; inside is what a step leaves behind.</summary>
    public static double Step(Tensor x, Tensor y)
    {
        var model = new Head(4); // silent: TSG3002
        var optimizer = optim.Adam(model.parameters());
        using var scope = NewDisposeScope();
        var loss = functional.mse_loss(model.call(x), y);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
