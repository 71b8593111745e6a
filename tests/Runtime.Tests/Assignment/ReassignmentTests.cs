using System.Text;
using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Assignment;

/// <summary>S3: the member is the truth; what was assigned last is listed, moved and saved.</summary>
public partial class ReassignmentTests
{
    private sealed class HandWritten : Module
    {
        public Tensor Cache = zeros(2);
        public Parameter Weight = Parameter(zeros(2));

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class Generated() : Module(nameof(Generated))
    {
        [Buffer] public Tensor Cache = zeros(2);
        public Parameter Weight = Parameter(zeros(2));
        public Linear Head { get; set; } = Linear(1, 1, hasBias: false);
        [Buffer] public partial Tensor? Table { get; set; }
    }

    [Fact]
    public void A_reassigned_buffer_is_the_buffer_T09_T94()
    {
        using var handWritten = new HandWritten();
        handWritten.Cache = ones(2);
        Assert.Equal(0, Sum(handWritten.state_dict()["Cache"]));
        handWritten.to(ScalarType.Float64);
        Assert.Equal(0, Sum(handWritten.Cache));

        using var generated = new Generated();
        Assert.Same(generated.Cache, generated.state_dict()["Cache"]);
        generated.Cache = ones(2);
        Assert.Same(generated.Cache, generated.state_dict()["Cache"]);
        generated.Cache = full(2, 3f);
        generated.to(ScalarType.Float64);
        Assert.Equal(6, Sum(generated.Cache));
        Assert.Equal(ScalarType.Float64, generated.Cache.dtype);
    }

    [Fact]
    public void A_reassigned_parameter_is_the_parameter_T10()
    {
        using var handWritten = new HandWritten();
        handWritten.Weight = Parameter(ones(2));
        Assert.NotSame(handWritten.Weight, Assert.Single(handWritten.parameters()));

        using var generated = new Generated();
        generated.Weight = Parameter(ones(2));
        Assert.Same(generated.Weight, generated.parameters().First());
        generated.to(DeviceType.META);
        Assert.Equal(DeviceType.META, generated.Weight.device_type);
        StateAssert.On(DeviceType.META, generated);
    }

    [Fact]
    public void Every_view_sees_a_late_value_first()
    {
        using var module = new Generated();

        Tensor cache = module.Cache = ones(2);
        Assert.Same(cache, module.get_buffer("Cache"));

        Parameter weight = module.Weight = Parameter(ones(2));
        Assert.Same(weight, module.get_parameter("Weight"));

        cache = module.Cache = ones(2);
        Assert.Same(cache, module.named_buffers().First().buffer);

        Linear head = module.Head = Linear(1, 1, hasBias: false);
        module.eval();
        Assert.False(head.training);

        head = module.Head = Linear(1, 1, hasBias: false);
        Assert.Same(head, Assert.Single(module.named_children()).module);

        Tensor table = ones(1);
        module.Table = table;
        Assert.Same(table, module.state_dict()["Table"]);
    }

    [Fact]
    public void Save_writes_the_late_value()
    {
        using var module = new Generated();
        module.state_dict();
        module.Cache = full(2, 5f);
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            module.save(writer);
        }

        using var fresh = new HandWrittenTwin();
        file.Position = 0;
        fresh.load(file, strict: false);
        Assert.Equal(10, Sum(fresh.Cache));
    }

    [Fact]
    public void The_old_child_is_let_go()
    {
        using var module = new Generated();
        Linear old = module.Head;
        module.Head = Linear(2, 2);

        module.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float32, old.weight.dtype);
        Assert.Equal(ScalarType.Float64, module.Head.weight.dtype);
        StateAssert.Keys(module, "Weight", "Cache", "Head.weight", "Head.bias");
        old.Dispose();
    }

    private sealed class HandWrittenTwin : Module
    {
        public readonly Tensor Cache = zeros(2);

        public HandWrittenTwin()
            : base(nameof(HandWrittenTwin)) => RegisterComponents();
    }

    private static double Sum(Tensor tensor) => tensor.sum().to(ScalarType.Float64).item<double>();
}
