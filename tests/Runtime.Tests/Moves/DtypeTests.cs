using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Moves;

/// <summary>S5: which tensors change their dtype, and what a move must not touch.</summary>
public partial class DtypeTests
{
    private sealed class HandWritten : Module
    {
        public Tensor Count = tensor(7L);
        public Tensor Mask = tensor(new[] { true, false });
        public Tensor Steps = ones(2);

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();
    }

    [Fact]
    public void Integer_and_bool_buffers_are_the_same_objects_after_a_dtype_move_T36_T84()
    {
        using var handWritten = new HandWritten();
        (Tensor oldCount, Tensor oldMask) = (handWritten.Count, handWritten.Mask);
        handWritten.to(ScalarType.Float64);
        Assert.Equal((true, true), (oldCount.IsInvalid, oldMask.IsInvalid));
        Assert.Equal(7, handWritten.Count.item<long>());
        Assert.Equal([true, false], handWritten.Mask.data<bool>().ToArray());

        using var generated = new Everything();
        (Tensor count, Tensor mask) = (generated.Count, generated.Mask);
        generated.to(ScalarType.Float64).half().@float();
        Assert.Same(count, generated.Count);
        Assert.Same(mask, generated.Mask);
        Assert.Equal(7, count.item<long>());
        Assert.Equal([true, false], mask.data<bool>().ToArray());
    }

    [Fact]
    public void KeepDtype_buffers_change_their_device_only()
    {
        using var handWritten = new HandWritten();
        handWritten.bfloat16();
        Assert.Equal(ScalarType.BFloat16, handWritten.Steps.dtype);

        using var generated = new Everything();
        Tensor frequencies = generated.Frequencies;
        generated.bfloat16();
        Assert.Same(frequencies, generated.Frequencies);
        Assert.Equal(ScalarType.Float32, frequencies.dtype);
        generated.to(META, ScalarType.Float64);
        Assert.Equal((ScalarType.Float32, DeviceType.META), (generated.Frequencies.dtype, generated.Frequencies.device_type));
    }

    [Fact]
    public void Complex_tensors_follow_as_in_PyTorch()
    {
        using var module = new Everything();

        module.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, module.Spectrum.dtype);
    }

    [Module]
    internal sealed partial class Holder(Tensor held) : Module(nameof(Holder))
    {
        [Buffer] public Tensor Held = held;
    }

    [Module]
    internal sealed partial class Keeper(Tensor held) : Module(nameof(Keeper))
    {
        [Buffer(KeepDtype = true)] public Tensor? Held = held;
    }

    [Fact]
    public void What_one_module_kept_is_converted_in_the_next_that_has_it()
    {
        using var keeper = new Keeper(ones(2));
        keeper.to(ScalarType.Float64);
        using var holder = new Holder(keeper.Held!);
        keeper.Held = null;
        Assert.Equal(ScalarType.Float32, holder.Held.dtype);

        holder.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, holder.Held.dtype);
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.ComplexFloat32)]
    [InlineData(ScalarType.ComplexFloat64)]
    public void Every_floating_and_complex_dtype_is_left_and_reached(ScalarType dtype)
    {
        using var module = new Holder(ones(2));

        module.to(dtype);
        Assert.Equal(dtype, module.Held.dtype);
        module.to(ScalarType.Float32);
        Assert.Equal([1f, 1f], module.Held.data<float>().ToArray());
    }

    [Fact]
    public void Gradients_and_flags_come_along()
    {
        using var module = new Everything();
        module.Child.bias!.requires_grad = false;
        (module.Weight * 3).sum().backward();

        module.to(ScalarType.Float64);
        Assert.Equal([3.0, 3.0], module.Weight.grad!.data<double>().ToArray());
        Assert.True(module.Weight is { requires_grad: true, is_leaf: true });
        Assert.False(module.Child.bias!.requires_grad);

        module.to(DeviceType.META);
        Assert.Equal((DeviceType.META, ScalarType.Float64), (module.Weight.grad!.device_type, module.Weight.grad!.dtype));
        Assert.True(module.Weight is { requires_grad: true, is_leaf: true });
        Assert.False(module.Child.bias!.requires_grad);
    }

    [Fact]
    public void A_dtype_no_module_can_have_is_refused_T37()
    {
        using var stock = Linear(2, 2);
        Assert.Throws<ExternalException>(() => stock.to(ScalarType.Int64));
        using var handWritten = new HandWritten();
        Assert.Throws<ArgumentException>(() => handWritten.to(ScalarType.Int64));

        using var module = new Everything();
        Assert.Throws<ArgumentException>(() => module.to(ScalarType.Int64));
        Assert.Throws<ArgumentException>(() => module.to(CPU, ScalarType.Bool));
        Assert.Equal(ScalarType.Float32, module.Weight.dtype);
    }
}
