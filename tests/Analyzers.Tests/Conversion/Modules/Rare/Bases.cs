using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Bases;

/// <summary>Base classes that leave the registration, or a part of their state, to the classes over them.</summary>
public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new Attention(4), () => randn(2, 4)),
        (() => new RelativeAttention(4), () => randn(2, 4)),
        (() => new RelativeAttention(4, trained: true), () => randn(2, 4)),
        (() => new Holder(new Attention(4), new Attention(4, deferRegister: true)), () => randn(2, 4)),
        (() => new Backbone(4), () => randn(2, 4)),
        (() => new DeepBackbone(4), () => randn(2, 4)),
        (() => new Language(4), () => randn(2, 4)),
        (() => new SmallLanguage(4), () => randn(2, 4)),
        (() => new TiedLanguage(4), () => randn(2, 4)),
    ];
}

/// <summary>The first RegisterComponents() shuts out what comes later, so the base is told to wait.</summary>
public class Attention : Module<Tensor, Tensor>
{
    protected readonly Linear query;
    private readonly Tensor scale;

    public Attention(long n, bool deferRegister = false) : base(nameof(Attention))
    {
        query = Linear(n, n);
        scale = ones(n) * 2;
        if (!deferRegister)
            RegisterComponents();
    }

    public override Tensor forward(Tensor x) => query.call(x) * scale;
}

public class RelativeAttention : Attention
{
    private readonly Linear position;
    private readonly Parameter bias;

    public RelativeAttention(long n) : base(n, deferRegister: true)
    {
        position = Linear(n, n, false);
        bias = Parameter(randn(n));
        RegisterComponents();
    }

    public RelativeAttention(long n, bool trained) : this(n) => bias.requires_grad_(trained);

    public override Tensor forward(Tensor x) => base.forward(x) + position.call(x) + bias;
}

/// <summary>A parent registers what its child left.</summary>
public class Holder : Module<Tensor, Tensor>
{
    private readonly Attention first;
    private readonly Attention second;

    public Holder(Attention first, Attention second) : base(nameof(Holder))
    {
        this.first = first;
        this.second = second;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => second.call(first.call(x));
}

public class Backbone : Module<Tensor, Tensor>
{
    protected readonly Linear stem;

    public Backbone(long n) : base(nameof(Backbone))
    {
        stem = Linear(n, n);
        if (GetType() == typeof(Backbone))
        {
            RegisterComponents();
        }
    }

    public override Tensor forward(Tensor x) => stem.call(x);
}

public class DeepBackbone : Backbone
{
    private readonly Linear head;

    public DeepBackbone(long n) : base(n)
    {
        head = Linear(n, n);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(base.forward(x));
}

/// <summary>A second constructor makes nothing, for those who fill the members themselves, or some of them.</summary>
public class Language : Module<Tensor, Tensor>
{
    protected Linear? encoder;
    protected Linear? decoder;
    protected Tensor? positions;

    public Language(long n) : base(nameof(Language))
    {
        encoder = Linear(n, n);
        decoder = Linear(n, n);
        positions = arange(n).to(float32);
        RegisterComponents();
    }

    protected Language(string name) : base(name)
    {
    }

    public override Tensor forward(Tensor x)
    {
        x = encoder is null ? x : encoder.call(x);
        return decoder!.call(positions is null ? x : x + positions);
    }
}

public class SmallLanguage : Language
{
    public SmallLanguage(long n) : base("small")
    {
        decoder = Linear(n, n);
        RegisterComponents();
    }
}

public class TiedLanguage : Language
{
    private readonly LayerNorm norm;

    public TiedLanguage(long n) : base("tied")
    {
        decoder = Linear(n, n);
        positions = ones(n);
        norm = LayerNorm(n);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => norm.call(base.forward(x));
}
