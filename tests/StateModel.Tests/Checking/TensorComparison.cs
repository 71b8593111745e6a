using TorchSharp.Generators.StateModel.Tests.Driving;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Checking;

/// <summary>Compares one tensor with its model.</summary>
internal static class TensorComparison
{
    public static void Run(string key, ModelTensor expected)
    {
        Tensor actual = expected.Real ?? throw new InvalidOperationException($"{key} is bound to no tensor");
        Same(key, "is disposed", actual.IsInvalid, false);
        Same(key, "dtype", actual.dtype, expected.Dtype);
        Same(key, "device", actual.device_type, expected.Device);
        Same(key, "shape", Text(actual.shape), Text(expected.Shape));
        Same(key, "requires_grad", actual.requires_grad, expected.RequiresGrad);
        if (actual.device_type != DeviceType.META)
        {
            Same(key, "values", Text(ValuesOf(actual)), Text(expected.Values!));
        }

        using Tensor? grad = expected.IsParameter ? actual.grad : null;
        Same(key, "has a gradient", grad is not null, expected.HasGrad);
        if (grad is not null)
        {
            Same(key, "grad.dtype", grad.dtype, expected.Dtype);
            Same(key, "grad.device", grad.device_type, expected.Device);
            if (grad.device_type != DeviceType.META)
            {
                Same(key, "grad", Text(ValuesOf(grad)), Text(expected.Grad!));
            }
        }
    }

    public static double[] ValuesOf(Tensor tensor)
    {
        using IDisposable noGrad = no_grad();
        using Tensor doubles = tensor.to(ScalarType.Float64, copy: true);
        using Tensor flat = doubles.reshape(-1);
        return flat.data<double>().ToArray();
    }

    private static string Text<T>(IEnumerable<T> values) => string.Join(", ", values);

    private static void Same<T>(string key, string what, T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new MismatchException($"{key}: {what}\n  is       {actual}\n  expected {expected}");
        }
    }
}
