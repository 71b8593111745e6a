using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Paths;

/// <summary>Constructors with more than one way through them.</summary>
public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new Weighted(4), () => randn(2, 4)),
        (() => new Weighted(4, ones(4) * 2), () => randn(2, 4)),
        (() => new Masked(4, true), () => randn(2, 4)),
        (() => new Masked(4, false), () => randn(2, 4)),
        (() => new Copying(4), () => randn(2, 4)),
        (() => new Scheduled(), () => randn(2, 4)),
        (() => new Chosen(4, "linear"), () => randn(2, 4)),
        (() => new Chosen(4, "mlp"), () => randn(2, 4)),
        (() => new Affine(4, false), () => randn(2, 4)),
        (() => new Affine(4, true), () => randn(2, 4)),
        (() => new Built(4), () => randn(2, 4)),
        (() => new Temporal(4, true, true), () => randn(2, 4)),
        (() => new Temporal(4, true, false), () => randn(2, 4)),
        (() => new Temporal(4, false, true), () => randn(2, 4)),
        (() => new Temporal(4, false, false), () => randn(2, 4)),
        (() => new Tied(4, true), () => randn(2, 4)),
        (() => new Tied(4, false), () => randn(2, 4)),
        (() => new Guarded(4), () => randn(2, 4)),
        (() => new Rotary(4), () => randn(2, 4)),
    ];
}

public class Weighted : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public Weighted(long n) : base(nameof(Weighted))
    {
        fc = Linear(n, n);
        register_buffer("class_weights", ones(n));
        RegisterComponents();
    }

    public Weighted(long n, Tensor weights) : base(nameof(Weighted))
    {
        fc = Linear(n, n);
        register_buffer("class_weights", weights);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x) * get_buffer("class_weights");
}

public class Masked : Module<Tensor, Tensor>
{
    public Masked(long n, bool causal) : base(nameof(Masked))
    {
        if (causal)
            register_buffer("mask", tril(ones(n, n)));
        else
            register_buffer("mask", ones(n, n));
    }

    public override Tensor forward(Tensor x) => x.matmul(get_buffer("mask"));
}

/// <summary>The clone is another tensor, so the child keeps its own.</summary>
public class Copying : Module<Tensor, Tensor>
{
    private readonly Weighted child;
    private readonly Linear online;

    public Copying(long n) : base(nameof(Copying))
    {
        child = new Weighted(n);
        online = Linear(n, n);
        register_buffer("target", online.weight!.clone().detach());
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => child.call(online.call(x)).matmul(get_buffer("target"));
}

public class Scheduled : Module<Tensor, Tensor>
{
    private readonly Tensor betas;

    public Scheduled() : base(nameof(Scheduled))
    {
        betas = linspace(0.1, 0.4, 4);
        register_buffer("alphas", 1 - betas);
        register_buffer("alphas_cumprod", cumprod(1 - betas, 0));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * get_buffer("alphas") + get_buffer("alphas_cumprod") * betas;
}

public class Chosen : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> head;
    private readonly Linear? extra;

    public Chosen(long n, string kind) : base(nameof(Chosen))
    {
        switch (kind)
        {
            case "linear":
                head = Linear(n, n);
                break;
            default:
                head = Sequential(("fc", Linear(n, n)), ("act", GELU()));
                extra = Linear(n, n);
                register_module("extra_layer", extra);
                break;
        }

        register_module("head", head);
    }

    public override Tensor forward(Tensor x) => extra is null ? head.call(x) : extra.call(head.call(x));
}

public class Affine : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public Affine(long n, bool hasBias) : base(nameof(Affine))
    {
        weight = Parameter(randn(n));
        bias = hasBias ? Parameter(randn(n)) : null;
        register_parameter("weight", weight);
        if (bias is not null)
            register_parameter("bias", bias);
    }

    public override Tensor forward(Tensor x) => bias is null ? x * weight : x * weight + bias;
}

public class Built : Module<Tensor, Tensor>
{
    private Linear fc = null!;
    private Tensor scale = null!;

    public Built(long n) : base(nameof(Built))
    {
        Build(n);
        Register();
    }

    private void Build(long n)
    {
        fc = Linear(n, n);
        scale = full(n, 0.5);
    }

    private void Register() => RegisterComponents();

    public override Tensor forward(Tensor x) => fc.call(x) * scale;
}

/// <summary>One member, registered in each branch that makes it.</summary>
public class Temporal : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor>? minute;
    private readonly Module<Tensor, Tensor> hour;

    public Temporal(long n, bool isFixed, bool hasMinutes) : base(nameof(Temporal))
    {
        if (isFixed)
        {
            if (hasMinutes)
            {
                minute = Linear(n, n, false);
                register_module("minute", minute);
            }

            hour = Linear(n, n, false);
        }
        else
        {
            if (hasMinutes)
            {
                minute = Sequential(("fc", Linear(n, n)));
                register_module("minute", minute);
            }

            hour = Sequential(("fc", Linear(n, n)));
        }

        register_module("hour", hour);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => minute is null ? hour.call(x) : hour.call(x) + minute.call(x);
}

/// <summary>Under the keys that RegisterComponents() gives them in any case.</summary>
public class Tied : Module<Tensor, Tensor>
{
    private readonly Linear? head;
    private readonly Tensor? mask;
    private readonly Parameter? bias;

    public Tied(long n, bool tied) : base(nameof(Tied))
    {
        head = tied ? null : Linear(n, n);
        if (!tied)
            mask = ones(n) * 3;
        if (!tied)
            register_buffer("mask", mask!);
        if (!tied)
            register_module("head", head!);
        if (!tied)
        {
            bias = Parameter(randn(n));
            register_parameter("bias", bias!);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head is null ? x : head.call(x) * mask! + bias!;
}

/// <summary>A lock and a label are no state, whatever else an object may be.</summary>
public class Guarded : Module<Tensor, Tensor>
{
    private readonly object gate = new();
    private readonly Linear fc;
    private object? label;

    public Guarded(long n) : base(nameof(Guarded))
    {
        fc = Linear(n, n);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        lock (gate)
        {
            label = "last run: " + x.shape[0];
            return fc.call(x);
        }
    }

    public override string ToString() => $"{label}";
}

/// <summary>A helper gives two tensors at once.</summary>
public class Rotary : Module<Tensor, Tensor>
{
    private readonly Tensor cos;
    private readonly Tensor sin;

    public Rotary(long n) : base(nameof(Rotary))
    {
        var tables = Tables(n);
        cos = tables.Item1;
        sin = tables.sin;
        RegisterComponents();
    }

    private static (Tensor cos, Tensor sin) Tables(long n)
    {
        using var scope = NewDisposeScope();
        var angles = arange(n).to(float32);
        return scope.MoveToOuter(angles.cos(), angles.sin());
    }

    public override Tensor forward(Tensor x) => x * cos + x * sin;
}
