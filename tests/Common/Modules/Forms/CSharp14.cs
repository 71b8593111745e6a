using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Forms.CSharp14;

public static class Extensions
{
    extension(Module module)
    {
        public int Count => 0;

        public void Reset() => module.zero_grad();
    }

    extension(Tensor tensor)
    {
        public Tensor On(Device device) => tensor.to(device);
    }
}

public sealed class Total
{
    public int Steps { get; private set; }

    public void operator +=(int steps) => Steps += steps;
}

[Module]
public partial class Generated : Module<Tensor, Tensor>
{
    [Buffer] public Tensor? Mask { get => field; set { field?.Dispose(); field = value; } }
    [Submodule] public Linear Lazy => field ??= Linear(1, 1);
    [Buffer] public partial Tensor? Cache { get; set; }
    private readonly Linear fc = Linear(1, 1);
    private Tensor silent;
    private Total total = new();

    public partial Generated();

    public partial Generated() : base("generated") => silent = ones(1);

    public partial event Action Moved;

    public partial event Action Moved { add { } remove { } }

    public Generated? Next { get; set; }

    public override Tensor forward(Tensor x)
    {
        total += 1;
        Next?.Mask = x;
        this.Reset();
        return fc.call(x) * silent + ones(1).On(x.device) + ones(2) + this.Count;
    }
}

public partial class HandWritten : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(1, 1);
    private Tensor mask;
    public Tensor Late { get; set => field = value.to(CPU); } = ones(1);

    public partial HandWritten(HandWritten? other);

    public partial HandWritten(HandWritten? other)
        : base(nameof(List<>))
    {
        RegisterComponents();
        mask = ones(1);
        this?.Late = ones(2);
        other?.mask = ones(3);
    }

    public override Tensor forward(Tensor x)
    {
        x.On(x.device);
        return fc.call(x) * mask + Late + ones(1);
    }
}
