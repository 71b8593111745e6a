using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Typed.Mistakes;

[Module] public class NotPartial() : Module("m") { [Buffer] private Tensor? mask; }
public partial class NoModule { [Buffer] private Tensor? mask; [NotRegistered] private int count; }

[Module]
public partial class Declarations() : Module("m")
{
    [Buffer] private int number;
    [Parameter] private Tensor? plain;
    [Submodule] private readonly HashSet<Linear> layers = [];
    [Buffer] private static Tensor? shared;
    [Buffer] private readonly Tensor kept = ones(1);
    [Buffer] private Tensor Computed => ones(1);
    [Buffer, NotRegistered] private Tensor? both;
    [Buffer("")] private Tensor? unnamed;
    [Buffer("rope.cos")] private Tensor? cos, sin;
    [Buffer("a")] private Tensor? first;
    [Buffer("a")] private Tensor? second;
    [Buffer(Init = "Build")] private Tensor? built;
    [Buffer(Init = nameof(Taken))] private Tensor? taken;
    private Tensor? silent;
    private readonly List<Linear> blocks = [Linear(1, 1)];
    private int Taken() => 0;
    protected override void RegisterComponents() { }
    public Declarations(int size) : this() { register_buffer("first", ones(size)); RegisterComponents(); first = ones(size); }
}

public class HandWritten : Declarations { private readonly Linear head = Linear(1, 1); }

public class Late : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(2, 2);
    private Tensor mask;
    private Tensor weight = ones(2, requires_grad: true);
    public Tensor Property { get; set; } = ones(2);
    private static readonly Tensor s_table = ones(2);

    public Late() : base("late")
    {
        named_parameters().ToList();
        RegisterComponents();
        mask = ones(2);
        register_buffer("other", mask, persistent: false);
        register_buffer("a.b", mask);
        register_module("again", fc);
        register_parameter("again.weight", fc.weight);
    }

    public override Tensor forward(Tensor x)
    {
        mask.to(x.device);
        mask.masked_fill(x > 0, 0);
        mask = x;
        using var w = get_parameter("fc.weight");
        return fc.call(x) * ones(2) + weight + s_table.to(x.device) + Property;
    }

    public static Late Train(Tensor x)
    {
        using var scope = NewDisposeScope();
        var model = new Late();
        var optimizer = optim.SGD(model.parameters(), 0.1);
        model.to(DeviceType.CUDA);
        model.forward(x).sum().backward();
        optimizer.step();
        return model;
    }
}
