using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.NonPersistent;

/// <summary>S7: non-persistent buffers are moved, listed and disposed, but not saved.</summary>
public partial class NonPersistentTests
{
    private sealed class HandWritten : Module<Tensor, Tensor>
    {
        public readonly Tensor cache = ones(2);
        private readonly Linear lin = Linear(2, 2);

        public HandWritten()
            : base(nameof(HandWritten))
        {
            register_buffer("cache", cache, persistent: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => lin.call(x) + cache;
    }

    [Module]
    internal sealed partial class Generated() : Module<Tensor, Tensor>(nameof(Generated))
    {
        [Buffer(Persistent = false)] public Tensor cache = ones(2);
        [Buffer] public Tensor saved = ones(2);
        [Buffer(Persistent = false)] public partial Tensor? Table { get; set; }
        private readonly Linear lin = Linear(2, 2);

        public override Tensor forward(Tensor x) => lin.call(x) + cache;
    }

    [Fact]
    public void They_move_T13()
    {
        using var handWritten = new HandWritten();
        Assert.Empty(handWritten.named_buffers(recurse: true, include_nonpersistent: true));
        handWritten.to(META, ScalarType.Float64);
        Assert.Equal((ScalarType.Float32, DeviceType.CPU), (handWritten.cache.dtype, handWritten.cache.device_type));

        using var generated = new Generated { Table = ones(3) };
        generated.to(ScalarType.Float64);
        using (Tensor output = generated.call(ones(1, 2, float64)))
        {
            Assert.Equal(ScalarType.Float64, output.dtype);
        }

        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
        StateAssert.Has(ScalarType.Float64, generated);
    }

    [Fact]
    public void They_are_listed_on_request_and_never_saved()
    {
        using var module = new Generated { Table = ones(3) };

        Assert.Equal(["cache", "saved", "Table"], module.named_buffers(include_nonpersistent: true).Select(entry => entry.name));
        Assert.Equal(["saved"], module.named_buffers(include_nonpersistent: false).Select(entry => entry.name));
        StateAssert.Keys(module, "saved", "lin.weight", "lin.bias");
        Assert.Same(module.cache, module.get_buffer("cache"));
        Assert.Same(module.Table, module.get_buffer("Table"));
    }

    [Fact]
    public void They_are_disposed_with_the_module_T14_T53()
    {
        var handWritten = new HandWritten();
        handWritten.Dispose();
        Assert.False(handWritten.cache.IsInvalid);
        handWritten.cache.Dispose();

        var generated = new Generated { Table = ones(3) };
        (Tensor cache, Tensor table) = (generated.cache, generated.Table);
        generated.Dispose();
        Assert.True(cache.IsInvalid && table.IsInvalid);
    }

    [Fact]
    public void A_new_value_is_not_persistent_either_T60()
    {
        using var module = new Generated();
        module.state_dict();

        module.cache = ones(2);
        module.Table = ones(1);
        module.to(ScalarType.Float64).to(DeviceType.META);
        module.cache = ones(2);

        StateAssert.Keys(module, "saved", "lin.weight", "lin.bias");
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }
}
