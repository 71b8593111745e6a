using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Shapes;

/// <summary>Ways to hold and to register state that are rare, and met all the same.</summary>
public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new Base(), () => randn(2, 4)),
        (() => new Replacing(), () => randn(2, 4)),
        (() => new ModuleTable(), () => randn(2, 4)),
        (() => new Initialised(), () => randn(2, 4)),
        (() => new Tied(), () => randn(2, 4)),
        (() => new Cast(), () => randn(2, 4).to(float64)),
    ];
}

public class Base : Module<Tensor, Tensor>
{
    protected Module<Tensor, Tensor> head;
    protected Tensor mask;
    protected Parameter scale;

    public Base() : base("Base")
    {
        head = Linear(4, 4);
        mask = ones(4);
        scale = Parameter(ones(4));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(x) * mask * scale;
}

/// <summary>All that the base registered under a name makes room for something else.</summary>
public class Replacing : Base
{
    public Replacing()
    {
        _internal_submodules.Remove("head");
        _internal_buffers.Remove("mask");
        _internal_params.Remove("scale");
        head = Sequential(Linear(4, 8), ReLU(), Linear(8, 4));
        mask = zeros(4) + 0.5;
        scale = Parameter(ones(4) * 2);
        register_module("head", head);
        register_buffer("mask", mask);
        register_parameter("scale", scale);
    }
}

public class ModuleTable : Module<Tensor, Tensor>
{
    private readonly ModuleDict<Module<Tensor, Tensor>> layers;

    public ModuleTable() : base("ModuleTable")
    {
        layers = ModuleDict(("first", (Module<Tensor, Tensor>)Linear(4, 4)), ("second", ReLU()));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => layers["second"].call(layers["first"].call(x));
}

public class Initialised : Module<Tensor, Tensor>
{
    public Linear Fc { get; } = Linear(4, 4);

    public Tensor Mask { get; } = ones(4); // of all

    public Initialised() : base("Initialised")
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Fc.call(x) * Mask;
}

/// <summary>One module in two fields has both keys.</summary>
public class Tied : Module<Tensor, Tensor>
{
    private readonly Linear m1;
    private readonly Linear m2;

    public Tied() : base("Tied")
    {
        m1 = Linear(4, 4);
        m2 = m1;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => m2.call(m1.call(x));
}

/// <summary>It moves itself once it is made, with a buffer that nothing but the registry holds.</summary>
public class Cast : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Dropout dropout;

    public Cast() : base("Cast")
    {
        fc = Linear(4, 4);
        dropout = Dropout(0.5);
        register_buffer("offset", ones(4));
        register_buffer("scale", ones(4) * 2, persistent: false);
        RegisterComponents();
        this.to(float64);
        eval();
    }

    public override Tensor forward(Tensor x) => dropout.call(fc.call(x)) + get_buffer("offset") * get_buffer("scale");
}
