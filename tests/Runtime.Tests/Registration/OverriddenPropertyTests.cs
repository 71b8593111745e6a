using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>An override holds the state that its base declares: one entry, under the base's key.</summary>
public partial class OverriddenPropertyTests
{
    internal partial class Base() : Module(nameof(Base))
    {
        [Buffer("steps", KeepDtype = true)] public virtual partial Tensor? Steps { get; set; }
        [Parameter] public Parameter weight = Parameter(ones(2));
    }

    internal sealed partial class Partial : Base
    {
        [Buffer] public override partial Tensor? Steps { get; set; }
    }

    internal sealed partial class Auto : Base
    {
        [Buffer] public override Tensor? Steps { get; set; }
    }

    /// <summary>
    /// What is left out on purpose is implemented, and found by nobody: a class written by hand below has TorchSharp reflect.
    /// </summary>
    internal partial class Student() : Module(nameof(Student))
    {
        [NotRegistered] public partial Module? Teacher { get; set; }
        [NotRegistered] public partial Tensor Scratch { get; set; }
        [Buffer] public partial Tensor? Mask { get; set; }
    }

    private sealed class HandWritten : Student
    {
        public HandWritten()
        {
            Teacher = Linear(1, 1);
            Scratch = ones(1);
            Mask = ones(1);
            RegisterComponents();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_one_entry_in_every_operation(bool isPartial)
    {
        using Base module = isPartial ? new Partial() : new Auto();
        Assert.Equal(["weight"], module.state_dict().Keys);

        using (NewDisposeScope())
        {
            module.Steps = ones(1);
            Assert.Equal(["weight", "steps"], module.state_dict().Keys);
        }

        Tensor steps = module.Steps;
        Assert.False(steps.IsInvalid);
        Assert.Same(steps, module.get_buffer("steps"));

        module.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float32, module.Steps!.dtype);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        Assert.Same(module.Steps, module.get_buffer("steps"));

        module.Steps = null;
        Assert.Equal(["weight"], module.state_dict().Keys);
    }

    [Fact]
    public void Unregistered_partial_property_stays_out_below_a_hand_written_class()
    {
        using var module = new HandWritten();

        Assert.Equal(["Mask"], module.state_dict().Keys);
        Assert.Empty(module.named_children());
        module.to(DeviceType.META);
        Assert.Equal(DeviceType.CPU, module.Scratch.device_type);
        Assert.NotNull(module.Teacher);
    }
}
