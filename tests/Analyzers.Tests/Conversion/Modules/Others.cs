using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Others;

public static class Cases
{
    public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
    [
        (() => new Mixture(4, 3), () => randn(2, 4)),
        (() => new Kalman(3), () => randn(3).to(float64)),
        (() => new Actor(4, 2), () => randn(2, 4)),
        (() => new DeepActor(4, 2), () => randn(2, 4)),
        (() => new Residual<Tanh>(Tanh(), 4), () => randn(2, 4)),
        (() => new Holder(new Perceptron(4, 8, 2)), () => randn(2, 4)),
        (() => new Ema(4), () => randn(2, 4)),
        (() => new Gate(), () => randn(2, 4)),
        (() => new Wrapped(4), () => randn(2, 4)),
        (() => new Parts(4), () => randn(2, 4)),
        (() => new Optional(4, null), () => randn(2, 4)),
        (() => new Optional(4, 0.5), () => randn(2, 4)),
    ];
}

public class Mixture : Module<Tensor, Tensor>
{
    private readonly Linear gate;
    private readonly Linear[] experts;

    public Mixture(long width, int count) : base("Mixture")
    {
        gate = Linear(width, count);
        experts = new Linear[count];
        for (int i = 0; i < count; i++)
        {
            experts[i] = Linear(width, width);
            register_module("expert" + i, experts[i]);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor weights = functional.softmax(gate.call(x), -1);
        Tensor sum = zeros_like(x);
        for (int i = 0; i < experts.Length; i++)
        {
            sum = sum + weights[.., i..(i + 1)] * experts[i].call(x);
        }

        return sum;
    }
}

public class Kalman : Module<Tensor, Tensor>
{
    public Tensor F { get; }
    public Tensor Q { get; set; }
    private readonly Parameter gain;

    public Kalman(long n) : base("Kalman")
    {
        F = eye(n, dtype: float64);
        Q = eye(n, dtype: float64) * 0.1;
        gain = Parameter(ones(n, dtype: float64));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => F.to(x.dtype).matmul(x) * gain.to(x.dtype) + Q.to(x.dtype).sum();
}

public class Actor : Module<Tensor, Tensor>
{
    protected Module<Tensor, Tensor> policy;
    private readonly Parameter logStd;

    public Actor(long observations, long actions) : base("Actor")
    {
        policy = Linear(observations, actions);
        logStd = Parameter(zeros(actions));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => policy.call(x) * logStd.exp();
}

public class DeepActor : Actor
{
    public DeepActor(long observations, long actions) : base(observations, actions)
    {
        _internal_submodules.Remove("policy");
        policy = Sequential(Linear(observations, 8), Tanh(), Linear(8, actions));
        register_module("policy", policy);
    }
}

public class Residual<T> : Module<Tensor, Tensor>
    where T : Module<Tensor, Tensor>
{
    private readonly T inner;
    private readonly Linear fc;

    public Residual(T inner, long width) : base("Residual")
    {
        this.inner = inner;
        fc = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + inner.call(fc.call(x));
}

public class Holder : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> held;

    public Holder(Module<Tensor, Tensor> held) : base("Holder")
    {
        this.held = held;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => held.call(x);
}

/// <summary>Its parent registers it.</summary>
public class Perceptron(long width, long hidden, long output) : Module<Tensor, Tensor>("Perceptron")
{
    private readonly Linear fc1 = Linear(width, hidden);
    private readonly Linear fc2 = Linear(hidden, output);

    public override Tensor forward(Tensor x) => fc2.call(functional.relu(fc1.call(x)));
}

/// <summary>The average is made late: no part of the module.</summary>
public class Ema : Module<Tensor, Tensor>
{
    private readonly Linear student;
    private Linear? teacher;

    public Ema(long width) : base("Ema")
    {
        student = Linear(width, width);
        RegisterComponents();
    }

    public void Follow() => teacher = Linear(student.in_features, student.out_features);

    public override Tensor forward(Tensor x) => student.call(x);
}

/// <summary>A tensor on two names, and one that nothing but the registry holds.</summary>
public class Gate : Module<Tensor, Tensor>
{
    private Tensor _threshold = full(1, 0.5);

    public Gate() : base("Gate")
    {
        register_buffer("threshold", _threshold);
        register_buffer("class", ones(1));
    }

    public override Tensor forward(Tensor x) => where(x > _threshold, x, zeros_like(x)) * get_buffer("class")!;
}

public class Wrapped : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> body;

    public Wrapped(long width) : base("Wrapped")
    {
        body = new Inner(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => body.call(x);

    // Its parent registers it.
    private class Inner : Module<Tensor, Tensor>
    {
        private readonly Linear fc;

        internal Inner(long width) : base("Inner") => fc = Linear(width, width);

        public override Tensor forward(Tensor x) => fc.call(x);
    }
}

public partial class Parts : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public Parts(long width) : base("Parts")
    {
        fc = Linear(width, width);
        Build();
        RegisterComponents();
    }
}

public partial class Parts
{
    private Tensor scale = null!;

    private void Build() => scale = ones(1) * 2;

    public override Tensor forward(Tensor x) => fc.call(x) * scale;
}

public class Optional : Module<Tensor, Tensor>
{
    private readonly Parameter? bias;
    private readonly Dropout? dropout;
    private readonly Linear fc;

    public Optional(long width, double? rate) : base("Optional")
    {
        fc = Linear(width, width);
        if (rate is { } some)
        {
            dropout = Dropout(some);
            bias = Parameter(ones(width));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => bias is null ? fc.call(x) : fc.call(x) + bias;
}
