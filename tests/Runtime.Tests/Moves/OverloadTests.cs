using TorchSharp.Generators.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Moves;

/// <summary>S5: every overload of <c>.to</c> and each of its short forms moves everything.</summary>
public class OverloadTests
{
    private static readonly Dictionary<string, (Func<nn.Module, nn.Module> Move, ScalarType? Dtype, DeviceType Device)> s_overloads = new()
    {
        ["to(dtype)"] = (module => module.to(ScalarType.Float64), ScalarType.Float64, DeviceType.CPU),
        ["to(dtype, non_blocking)"] = (module => module.to(ScalarType.Float64, non_blocking: true), ScalarType.Float64, DeviceType.CPU),
        ["to(device type)"] = (module => module.to(DeviceType.META), null, DeviceType.META),
        ["to(device type, index)"] = (module => module.to(DeviceType.META, 0), null, DeviceType.META),
        ["to(device)"] = (module => module.to(META), null, DeviceType.META),
        ["to(device string)"] = (module => module.to("meta"), null, DeviceType.META),
        ["to(device, dtype)"] = (module => module.to(META, ScalarType.Float64), ScalarType.Float64, DeviceType.META),
        ["to(tensor)"] = (module => module.to(ones(1, float64, META)), ScalarType.Float64, DeviceType.META),
        ["cpu()"] = (module => module.cpu(), null, DeviceType.CPU),
        ["half()"] = (module => module.half(), ScalarType.Float16, DeviceType.CPU),
        ["bfloat16()"] = (module => module.bfloat16(), ScalarType.BFloat16, DeviceType.CPU),
        ["@float()"] = (module => module.@double().@float(), ScalarType.Float32, DeviceType.CPU),
        ["@double()"] = (module => module.@double(), ScalarType.Float64, DeviceType.CPU),
    };

    public static TheoryData<string> Overloads => [.. s_overloads.Keys];

    private sealed class HandWritten : PassThrough
    {
        public bool IsReached { get; private set; }

        protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
        {
            IsReached = true;
            base._toEpilog(dtype, device, non_blocking);
        }
    }

    [Theory]
    [MemberData(nameof(Overloads))]
    public void Every_overload_moves_everything_T79(string overload)
    {
        (Func<nn.Module, nn.Module> move, ScalarType? dtype, DeviceType device) = s_overloads[overload];
        using var handWritten = new HandWritten();
        move(handWritten);
        Assert.Equal(overload != "cpu()", handWritten.IsReached); // T34: it is there already

        using var module = new Everything();
        Assert.Same(module, move(module));

        StateAssert.On(device, module);
        Assert.Equal(11, StateAssert.Tensors(module).Length);
        Assert.Equal(
            Enumerable.Repeat(dtype ?? ScalarType.Float32, 6),
            new[] { module.Weight, module.Mean, module.Cache, module.Child.weight, module.Child.bias!, module.Nested.Table }.Select(
                tensor => tensor.dtype));
        Assert.Equal((ScalarType.Int64, ScalarType.Bool), (module.Count.dtype, module.Mask.dtype));
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (module.Frequencies.dtype, module.Nested.Steps.dtype));
    }

    [Fact]
    public void The_complex_forms_convert_floating_tensors_too()
    {
        using var module = new Everything();
        Assert.Equal(ScalarType.ComplexFloat32, module.cfloat().Mean.dtype);
        Assert.Equal(ScalarType.ComplexFloat64, module.cdouble().Mean.dtype);
    }

    [Fact]
    public void The_integer_forms_are_refused_and_change_nothing()
    {
        using var module = new Everything();
        Action[] forms =
        [
            () => module.@bool(),
            () => module.@byte(),
            () => module.@char(),
            () => module.@short(),
            () => module.@int(),
            () => module.@long(),
        ];

        Assert.All(forms, form => Assert.Throws<ArgumentException>(form));
        Assert.Equal(ScalarType.Float32, module.Mean.dtype);
    }

    [Fact]
    public void Cuda_is_refused_where_there_is_none_and_nothing_has_moved()
    {
        Assert.SkipWhen(cuda.is_available(), "This shows the error of a host without CUDA.");
        using var module = new Everything();

        Assert.Throws<InvalidOperationException>(() => module.cuda());
        Assert.Throws<InvalidOperationException>(() => module.cuda(0));
        Assert.Throws<InvalidOperationException>(() => module.to(DeviceType.CUDA));
        Assert.Throws<InvalidOperationException>(() => module.to(new Device("cuda:0"), ScalarType.Float64));

        StateAssert.On(DeviceType.CPU, module);
        Assert.Equal(ScalarType.Float32, module.Weight.dtype);
    }
}
