using TorchSharp.Generators.Runtime.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.NonPersistent;

/// <summary>S7 and S13: the same below parents that know nothing of non-persistent buffers.</summary>
public partial class BelowOthersTests
{
    [Module]
    internal sealed partial class Cached() : Module<Tensor, Tensor>(nameof(Cached))
    {
        [Buffer(Persistent = false)] public Tensor cache = ones(2);
        [Buffer] public Tensor saved = ones(2);

        public override Tensor forward(Tensor x) => x + cache;
    }

    private sealed class HandWrittenParent : Module
    {
        public readonly Cached child = new();

        public HandWrittenParent()
            : base(nameof(HandWrittenParent)) => RegisterComponents();
    }

    [Fact]
    public void Of_a_hand_written_parent()
    {
        using var parent = new HandWrittenParent();

        StateAssert.Keys(parent, "child.saved");
        Assert.Equal(["child.cache", "child.saved"], parent.named_buffers(include_nonpersistent: true).Select(entry => entry.name));
        parent.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, parent.child.cache.dtype);
        parent.to(DeviceType.META);
        StateAssert.On(DeviceType.META, parent);
    }

    [Fact]
    public void Of_a_Sequential()
    {
        var cached = new Cached();
        using var sequential = Sequential(("first", cached), ("second", new Cached()));

        StateAssert.Keys(sequential, "first.saved", "second.saved");
        sequential.to(META, ScalarType.Float64);
        Assert.Equal((ScalarType.Float64, DeviceType.META), (cached.cache.dtype, cached.cache.device_type));
    }

    [Fact]
    public void And_it_is_disposed_with_them()
    {
        var parent = new HandWrittenParent();
        Tensor cache = parent.child.cache;

        parent.Dispose();

        Assert.True(cache.IsInvalid);
    }
}
