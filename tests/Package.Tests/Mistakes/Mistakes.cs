using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mistakes;

// TSG0001
[Module]
public class NotPartial() : nn.Module("n")
{
    private readonly Linear fc = Linear(2, 2);
}

// TSG0002
public class NoModule
{
    [Buffer] public Tensor mask = ones(2);
}

// TSG0003
public partial class WrongType() : nn.Module("w")
{
    [Parameter] private Tensor mask = ones(2);
}

// TSG0004
public partial class ReadOnly() : nn.Module("r")
{
    [Buffer] private readonly Tensor mask = ones(2);
}

// TSG0005
public partial class Contradictory() : nn.Module("c")
{
    [Buffer, NotRegistered] private Tensor mask = ones(2);
}

// TSG0006
public partial class Dotted() : nn.Module("d")
{
    [Buffer("rope.cos")] private Tensor cos = ones(2);
}

// TSG0007
public partial class SameKey() : nn.Module("s")
{
    [Buffer("mask")] private Tensor causal = ones(2);
    [Buffer] private Tensor mask = ones(2);
}

// TSG0009
public partial class NoRecipe() : nn.Module("n")
{
    [Buffer(Init = "BuildMask")] private Tensor mask;
}

// TSG1001
[Module]
public partial class Loose() : nn.Module("l")
{
    private Tensor mask = ones(2);
}

// TSG1002
internal sealed class NeverRegistered() : nn.Module("n")
{
    private readonly Linear fc = Linear(2, 2);

    public static void Run() => new NeverRegistered().to(ScalarType.Float64);
}

// TSG1003
public class Late : nn.Module
{
    private readonly Linear fc = Linear(2, 2);
    private readonly Tensor mask;

    public Late() : base("l")
    {
        RegisterComponents();
        mask = ones(2);
    }

    public Tensor Hide(Tensor x) => fc.call(x) + mask;
}

// TSG1004
public class Reassigned : nn.Module
{
    private Tensor mean = zeros(1);

    public Reassigned() : base("r") => RegisterComponents();

    public void Step(Tensor x)
    {
        mean = mean * 0.9 + x.mean() * 0.1;
    }
}

// TSG1005
[Module]
public partial class Listed() : nn.Module("l")
{
    private readonly List<Linear> layers = [Linear(2, 2)];
}

// TSG1006
public class Backbone : nn.Module
{
    private readonly Linear body;

    public Backbone() : base("b")
    {
        body = Linear(2, 2);
        RegisterComponents();
    }
}

public class Detector : Backbone
{
    private readonly Linear head;

    public Detector()
    {
        head = Linear(2, 2);
    }
}

// TSG1007
public class Cached : nn.Module
{
    private Tensor cache = ones(2);

    public Cached() : base("c") => register_buffer("cache", cache, persistent: false);

    public Tensor Shift(Tensor x) => x + cache;
}

// TSG1008
public class Shared : nn.Module
{
    private static readonly Tensor mean = ones(2);

    public Shared() : base("s") => RegisterComponents();

    public Tensor Shift(Tensor x) => x - mean;
}

// TSG1009
public class OtherName : nn.Module
{
    private Tensor _mask = ones(2);

    public OtherName() : base("o") => register_buffer("mask", _mask);

    public Tensor Hide(Tensor x) => x + _mask;
}

// TSG1010
public class Property : nn.Module
{
    public Linear Fc { get; set; } = Linear(2, 2);

    public Property() : base("p") => RegisterComponents();
}

// TSG1011 and TSG1012
public class Devices() : Module<Tensor, Tensor>("d")
{
    public override Tensor forward(Tensor x)
    {
        x.to(torch.CUDA);
        return x + torch.ones(2);
    }
}

// TSG1013
public class NoSetter : nn.Module
{
    public Parameter weight { get; } = Parameter(ones(2));

    public NoSetter() : base("n") => register_parameter("weight", weight);
}

// TSG1014
public class CopiedPerCall : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(2, 2);
    private readonly Tensor table;

    public CopiedPerCall() : base("c")
    {
        RegisterComponents();
        table = arange(4096);
    }

    public override Tensor forward(Tensor x) => fc.call(x) * table.to(x.device);
}

// TSG1015
public class Trainable : nn.Module
{
    private readonly Tensor scale = ones(2, requires_grad: true);

    public Trainable() : base("t") => RegisterComponents();
}

// TSG1016
[Module]
public partial class Generated() : nn.Module("g")
{
    [Buffer] private Tensor mask = ones(2);
}

public class OverGenerated : Generated
{
    public Tensor deviation = zeros(2);
}

// TSG1017
public class TooEarly : nn.Module
{
    private readonly Linear fc = Linear(2, 2);

    public TooEarly() : base("t")
    {
        apply(_ => { });
        RegisterComponents();
    }
}

// TSG1018
public class RegisteredTwice : nn.Module
{
    private Tensor mask = ones(2);

    public RegisteredTwice() : base("r")
    {
        RegisterComponents();
        register_buffer("mask", mask);
    }
}

// TSG1019
public class MelSpectrogram() : Module<Tensor, Tensor>("m")
{
    private Tensor window = hann_window(4);

    public override Tensor forward(Tensor x) => x * window;
}

// TSG1020
public class DottedName : nn.Module
{
    private readonly Linear down = Linear(2, 2);

    public DottedName() : base("d") => register_module("down.0", down);
}

// TSG1021
public class ChildsOwn : nn.Module
{
    private readonly Linear fc = Linear(2, 2);

    public ChildsOwn() : base("c")
    {
        RegisterComponents();
        register_parameter("tied", fc.weight);
    }
}

// TSG3001, TSG3002 and TSG3004
public static class Training
{
    public static void Step(Linear m)
    {
        var optimizer = optim.SGD(m.parameters(), 0.1);
        m.cuda();
        optimizer.step();
    }

    public static Trainable Make()
    {
        using var scope = NewDisposeScope();
        var made = new Trainable();
        return made;
    }

    public static void Print(Linear m)
    {
        using var w = m.get_parameter("weight");
    }
}

// TSG3003
[Module]
public partial class Counter : nn.Module
{
    [Buffer] private Tensor total;

    public Counter() : base("c")
    {
        total = ones(1);
    }

    public void Step()
    {
        total = total + 1;
    }
}
