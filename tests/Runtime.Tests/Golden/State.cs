using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Golden;

/// <summary>Tensors as the golden files show them: one line for each entry.</summary>
internal static class State
{
    private static readonly Dictionary<string, ScalarType> s_dtypes = new()
    {
        ["uint8"] = ScalarType.Byte,
        ["int32"] = ScalarType.Int32,
        ["int64"] = ScalarType.Int64,
        ["float16"] = ScalarType.Float16,
        ["float32"] = ScalarType.Float32,
        ["float64"] = ScalarType.Float64,
        ["bool"] = ScalarType.Bool,
    };

    /// <summary>Gives element i of the k-th parameter the value k + i / 8, as golden_file.py does.</summary>
    public static T Fill<T>(T module)
        where T : nn.Module
    {
        using IDisposable _ = no_grad();
        foreach ((int k, Modules.Parameter parameter) in module.parameters().Index())
        {
            using Tensor ramp = (arange(parameter.numel(), dtype: ScalarType.Float32) / 8) + k;
            parameter.copy_(ramp.reshape(parameter.shape));
        }

        return module;
    }

    public static Dictionary<string, Tensor> Build(IEnumerable<GoldenEntry> entries) =>
        entries.ToDictionary(entry => entry.Key, entry => tensor(entry.Numbers, s_dtypes[entry.Dtype]).reshape(entry.Shape));

    public static string[] Lines(IEnumerable<GoldenEntry> entries) =>
        [.. entries.Select(entry => Line(entry.Key, entry.Dtype, entry.Shape, entry.Numbers))];

    public static string[] Lines(Dictionary<string, Tensor> state) =>
        [.. state.Select(entry => Line(entry.Key, Dtype(entry.Value), entry.Value.shape, Numbers(entry.Value)))];

    public static string Dtype(Tensor tensor) => s_dtypes.Single(entry => entry.Value == tensor.dtype).Key;

    private static double[] Numbers(Tensor tensor)
    {
        using Tensor doubles = tensor.detach().to(ScalarType.Float64);
        return doubles.numel() == 0 ? [] : [.. doubles.data<double>()];
    }

    private static string Line(string key, string dtype, long[] shape, double[] values) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}: {dtype}[{string.Join(", ", shape)}] {string.Join(' ', values)}");
}
