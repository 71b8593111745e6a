using TorchSharp.Generators.StateModel.Tests.Classes;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Model;

/// <summary>What a tensor is expected to be. One of these stands for one tensor object, whoever holds it.</summary>
internal sealed class ModelTensor(ScalarType dtype, long[] shape, double[]? values, bool isParameter)
{
    public ScalarType Dtype { get; set; } = dtype;

    public DeviceType Device { get; set; } = values is null ? DeviceType.META : DeviceType.CPU;

    public long[] Shape { get; set; } = shape;

    /// <summary>The elements, null on <c>meta</c>.</summary>
    public double[]? Values { get; set; } = values;

    public bool IsParameter { get; } = isParameter;

    public bool RequiresGrad { get; set; } = isParameter;

    public bool HasGrad { get; set; }

    /// <summary>The gradient's elements, null without one or on <c>meta</c>.</summary>
    public double[]? Grad { get; set; }

    /// <summary>The object, null where it is not known yet.</summary>
    public Tensor? Real { get; set; }

    /// <summary>The object whose place <see cref="Real"/> takes, after a recipe that gives another shape.</summary>
    public Tensor? Replaced { get; set; }

    public bool IsFloating => Dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    public static ModelTensor Of(TensorSpec spec, bool isParameter) => new(spec.Dtype, spec.Shape, spec.Values, isParameter);

    /// <summary>The elements as this tensor stores them.</summary>
    public double[] Cast(double[] values) =>
        Dtype == ScalarType.Bool ? [.. values.Select(static value => value == 0 ? 0.0 : 1.0)] : [.. values];
}
