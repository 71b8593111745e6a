using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.DisposeScopes;

/// <summary>S11: a field that is assigned again within a scope dies with it; whoever meets it is told which one it is.</summary>
public partial class DeadStateTests
{
    private sealed class HandWritten : Module
    {
        public readonly Tensor total = ones(1);

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class Counter() : Module(nameof(Counter))
    {
        [Buffer] public Tensor total = zeros(1);
        [Buffer] public partial Tensor? kept { get; set; }

        public void Count()
        {
            kept = (kept ?? zeros(1)) + 1;
            total = total + 1;
        }
    }

    [Module]
    internal sealed partial class Model() : Module(nameof(Model))
    {
        public readonly Counter counter = new();
        public readonly Linear fc = Linear(1, 1);
        [Submodule] public readonly List<Counter> more = [new()];
        public Parameter? weight { get; set; }
    }

    public static TheoryData<string, Action<Module>> Operations => new()
    {
        { "state_dict", static module => module.state_dict() },
        { "save", static module => module.save(new MemoryStream()) },
        { "named_buffers", static module => module.named_buffers() },
        { "get_buffer", static module => module.get_buffer(module is Counter ? "total" : "counter.total") },
        { ".to(dtype)", static module => module.to(ScalarType.Float64) },
        { ".to(device)", static module => module.to(DeviceType.META) },
    };

    [Fact]
    public void TorchSharp_leaves_it_out_without_a_word()
    {
        using var module = new HandWritten();
        module.total.Dispose();

        Assert.Empty(module.state_dict());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Each_operation_names_the_member_and_says_what_to_do(string operation, Action<Module> run)
    {
        using var counter = new Counter();
        using (NewDisposeScope())
        {
            counter.Count();
        }

        InvalidOperationException error = Assert.ThrowsAny<InvalidOperationException>(() => run(counter));

        Assert.Contains("Counter.total is disposed", error.Message);
        Assert.Contains(".DetachFromDisposeScope()", error.Message);
        Assert.Contains("partial property", error.Message);
        Assert.NotEmpty(operation);

        counter.total = zeros(1);
        run(new Counter());
        Assert.Equal(["total", "kept"], counter.state_dict().Keys);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void So_does_each_operation_on_the_module_above(string operation, Action<Module> run)
    {
        using var model = new Model();
        model.counter.total.Dispose();

        string root = operation == "get_buffer" ? "Counter" : "Model.counter";
        Assert.StartsWith($"{root}.total is disposed", Assert.ThrowsAny<InvalidOperationException>(() => run(model)).Message);
    }

    [Fact]
    public void A_load_names_it_among_what_does_not_fit()
    {
        using var model = new Model();
        Dictionary<string, Tensor> state = model.state_dict();
        model.counter.total.Dispose();

        Assert.Matches("counter\\.total.* disposed", Assert.Throws<StateDictException>(() => model.load_state_dict(state)).Message);
    }

    [Fact]
    public void The_key_in_the_tree_is_said_too()
    {
        using var model = new Model();
        model.more[0].total.Dispose();

        Assert.StartsWith("Model.more.0.total is disposed.", Assert.Throws<InvalidOperationException>(() => model.state_dict()).Message);
    }

    [Fact]
    public void Parameters_and_stock_layers_are_named_as_well()
    {
        using var model = new Model { weight = Parameter(ones(1)) };
        model.weight.Dispose();
        Assert.StartsWith("Model.weight is disposed.", Assert.Throws<InvalidOperationException>(() => model.named_parameters()).Message);
        Assert.StartsWith("Model.weight is disposed.", Assert.Throws<InvalidOperationException>(() => model.zero_grad()).Message);

        model.weight = null;
        model.fc.weight.Dispose();
        Assert.StartsWith("Model.fc.weight is disposed.", Assert.Throws<InvalidOperationException>(() => model.state_dict()).Message);
    }

    [Fact]
    public void A_module_with_a_dead_member_can_be_disposed()
    {
        var model = new Model { weight = Parameter(ones(1)) };
        Tensor[] alive = [.. StateAssert.Tensors(model).Select(static entry => entry.Tensor)];
        model.counter.total.Dispose();
        model.weight.Dispose();

        model.Dispose();

        Assert.All(alive, static tensor => Assert.True(tensor.IsInvalid));
    }
}
