using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Memory;

/// <summary>S11: disposing a module disposes all of its state, once.</summary>
public partial class DisposeTests
{
    private sealed class HandWritten : Module
    {
        private readonly Tensor mask = ones(2);
        private readonly Tensor cache = ones(2);
        private readonly Tensor[] list = [ones(2)];

        public HandWritten()
            : base(nameof(HandWritten))
        {
            register_buffer("mask", mask);
            register_buffer("cache", cache, persistent: false);
        }

        public Tensor[] All => [mask, cache, .. list];
    }

    [Module]
    internal sealed partial class Generated(int depth) : Module(nameof(Generated))
    {
        private Parameter weight = Parameter(ones(2));
        [Buffer] public Tensor Mask { get; set; } = ones(2);
        [Buffer(Persistent = false)] private Tensor cache = ones(2);
        [Buffer] public partial Tensor? Table { get; set; }
        private readonly Module? next = depth > 0 ? new Generated(depth - 1) : null;
    }

    [Fact]
    public void Unregistered_tensors_leak_T53_and_declared_ones_do_not()
    {
        var handWritten = new HandWritten();
        handWritten.Dispose();
        Assert.Equal([true, false, false], handWritten.All.Select(tensor => tensor.IsInvalid));

        long alive = Alive();
        using (NewDisposeScope())
        {
            var module = new Generated(3) { Table = ones(1) };
            module.to(ScalarType.Float64).to(DeviceType.META);
            module.Dispose();
            module.Dispose();
        }

        Assert.Equal(alive, Alive());
    }

    [Fact]
    public void A_thousand_moves_leave_no_tensor_behind()
    {
        using var module = new Generated(3);
        module.to(ScalarType.Float64).to(ScalarType.Float32);
        long alive = Alive();

        for (int i = 0; i < 250; i++)
        {
            module.to(ScalarType.Float64).half().bfloat16().@float();
        }

        Assert.Equal(alive, Alive());
    }

    /// <summary>Tensors that this thread has created and nobody has disposed.</summary>
    private static long Alive() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
