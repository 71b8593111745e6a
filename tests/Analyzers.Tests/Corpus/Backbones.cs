using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Backbones;

public class Backbone : Module<Tensor, Tensor>
{
    protected Module<Tensor, Tensor> stem;
    protected Module<Tensor, Tensor> head;

    public Backbone(long width) : base(nameof(Backbone))
    {
        stem = Conv2d(3, width, 3);
        head = Linear(width, 1000);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(stem.call(x).mean([2, 3]));
}

/// <summary>Takes the old head out and registers the new one in its place.</summary>
public sealed class Finetuned : Backbone
{
    public Finetuned(long width, long classes) : base(width)
    {
        _internal_submodules.Remove("head");
        head = Linear(width, classes); // silent: TSG1003
        register_module("head", head); // silent: TSG1018
    }
}

/// <summary>The entry is overwritten by its index.</summary>
public sealed class Overwritten : Backbone
{
    public Overwritten(long width) : base(width)
    {
        stem = Sequential(Conv2d(3, width, 7), ReLU()); // silent: TSG1003
        _internal_submodules["stem"] = stem;
    }
}

/// <summary>Everything goes, and everything is registered anew.</summary>
public sealed class Replaced : Backbone
{
    public Replaced(long width) : base(width)
    {
        _internal_submodules.Clear();
        stem = Conv2d(1, width, 3); // silent: TSG1003
        head = Linear(width, 10); // silent: TSG1003
        register_module("stem", stem); // silent: TSG1018
        register_module(nameof(head), head); // silent: TSG1018
    }
}

/// <summary>Forgets the second half of it.</summary>
public sealed class HalfReplaced : Backbone
{
    public HalfReplaced(long width) : base(width)
    {
        _internal_submodules.Remove("head");
        head = Linear(width, 2); // expect: TSG1003
    }
}

/// <summary>Registers twice what is still there.</summary>
public sealed class NotTakenOut : Backbone
{
    public NotTakenOut(long width) : base(width)
    {
        _internal_submodules.Remove("stem");
        register_module("stem", stem); // silent: TSG1018
        register_module("head", Linear(width, 2)); // expect: TSG1018
    }
}
