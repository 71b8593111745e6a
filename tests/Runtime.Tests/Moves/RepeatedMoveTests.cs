using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Moves;

/// <summary>S5: TorchSharp remembers the last device and believes it; a generated module looks at its tensors.</summary>
public partial class RepeatedMoveTests
{
    private sealed class HandWritten : Module
    {
        public Tensor Mask;
        public readonly HandWrittenChild Child = new();

        public HandWritten(Device? device = null)
            : base(nameof(HandWritten))
        {
            Mask = ones(2, device: device);
            RegisterComponents();
        }
    }

    private sealed class HandWrittenChild : Module
    {
        public Tensor Mask = ones(2);

        public HandWrittenChild()
            : base(nameof(HandWrittenChild)) => RegisterComponents();
    }

    [Module]
    internal sealed partial class Generated(Device? device = null) : Module(nameof(Generated))
    {
        [Buffer] public Tensor Mask = ones(2, device: device);
        [Buffer] public Tensor? Late { get; set; }
        public readonly GeneratedChild Child = new(device);
    }

    [Module]
    internal sealed partial class GeneratedChild(Device? device) : Module(nameof(GeneratedChild))
    {
        [Buffer] public Tensor Mask = ones(2, device: device);
        public readonly Linear Fc = Linear(2, 2, device: device);
    }

    [Fact]
    public void A_second_move_takes_what_was_added_since_T33()
    {
        using var handWritten = new HandWritten();
        handWritten.to(DeviceType.META);
        handWritten.register_buffer("late", ones(2));
        handWritten.to(DeviceType.META);
        Assert.Equal(DeviceType.CPU, handWritten.get_buffer("late")!.device_type);

        using var generated = new Generated();
        generated.to(DeviceType.META);
        generated.Late = ones(2);
        generated.register_buffer("extra", ones(2));
        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
        StateAssert.Keys(generated, "Mask", "Late", "extra", "Child.Mask", "Child.Fc.weight", "Child.Fc.bias");
    }

    [Fact]
    public void A_module_built_on_a_device_knows_that_it_is_not_on_the_cpu_T34()
    {
        using var handWritten = new HandWritten(META);
        Assert.Null(Record.Exception(() => handWritten.cpu()));
        Assert.Equal(DeviceType.META, handWritten.Mask.device_type);

        using var generated = new Generated(META);
        Assert.Contains("no data", Assert.Throws<InvalidOperationException>(() => generated.cpu()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_moved_alone_is_brought_along_T35()
    {
        using var handWritten = new HandWritten();
        handWritten.Child.to(DeviceType.META);
        Assert.Null(Record.Exception(() => handWritten.cpu()));
        Assert.Equal((DeviceType.CPU, DeviceType.META), (handWritten.Mask.device_type, handWritten.Child.Mask.device_type));

        using var generated = new Generated();
        generated.Child.to(DeviceType.META);
        Assert.Equal(DeviceType.CPU, generated.Mask.device_type);
        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
        generated.Child.Mask = ones(2);
        generated.to(DeviceType.META);
        StateAssert.On(DeviceType.META, generated);
    }
}
