using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.StateModel.Tests.Compiling;

/// <summary>Makes what the classes of a case are made of: tensors whose elements count up from a seed.</summary>
/// <remarks>
/// Without a <c>Scalar</c>, which an <c>arange</c> and each <c>+</c> of TorchSharp takes: the garbage collector may dispose it while
/// native code reads it.
/// </remarks>
public static class Fabric
{
    public static Tensor Buffer(int seed, ScalarType dtype, params long[] shape)
    {
        using IDisposable noGrad = no_grad();
        long count = shape.Aggregate(1L, static (product, length) => product * length);
        using Tensor values =
            tensor([.. Enumerable.Range(seed, (int)count).Select(value => dtype == ScalarType.Bool ? value % 2 : (long)value)]);
        using Tensor shaped = values.reshape(shape);
        return shaped.to(dtype, copy: true);
    }

    public static Parameter Parameter(int seed, ScalarType dtype, params long[] shape) =>
        new(Buffer(seed, dtype, shape), requires_grad: true);

    /// <summary>The same values, column by column in memory.</summary>
    public static Tensor Strided(Tensor tensor)
    {
        using IDisposable noGrad = no_grad();
        using Tensor transposed = tensor.transpose(0, 1);
        using Tensor copied = transposed.contiguous();
        return copied.transpose(0, 1);
    }

    public static Linear Linear(int seed)
    {
        Linear layer = nn.Linear(2, 2);
        Fill(layer, seed, "weight", "bias");
        return layer;
    }

    public static BatchNorm1d BatchNorm(int seed)
    {
        BatchNorm1d layer = nn.BatchNorm1d(2);
        Fill(layer, seed, "weight", "bias", "running_mean", "running_var", "num_batches_tracked");
        return layer;
    }

    public static Embedding Embedding(int seed)
    {
        Embedding layer = nn.Embedding(2, 2);
        Fill(layer, seed, "weight");
        return layer;
    }

    public static Sequential Sequence(params Module<Tensor, Tensor>[] modules) =>
        nn.Sequential(modules.Select(static (module, index) => ($"s{index}", module)));

    public static ModuleDict<Module<Tensor, Tensor>> Dictionary(params Module<Tensor, Tensor>[] modules) =>
        nn.ModuleDict([.. modules.Select(static (module, index) => ($"d{index}", module))]);

    public static T Create<T>()
        where T : Module<Tensor, Tensor> => typeof(T) == typeof(Linear) ? (T)(object)Linear(7) : Activator.CreateInstance<T>();

    private static void Fill(Module layer, int seed, params string[] names)
    {
        using IDisposable noGrad = no_grad();
        foreach (string name in names)
        {
            Tensor tensor = layer.get_parameter(name) ?? layer.get_buffer(name)!;
            using Tensor values = Buffer(seed++, ScalarType.Float32, tensor.shape);
            tensor.copy_(values);
        }
    }
}
