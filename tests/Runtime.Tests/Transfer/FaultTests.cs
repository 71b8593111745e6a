using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>
/// S17 at every tensor: what cannot be moved is refused before anything changes; where memory runs out every member stays
/// valid.
/// </summary>
public class FaultTests
{
    public static TheoryData<string> Places
    {
        get
        {
            using Node node = Tree();
            return [.. node.Places];
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_dead_tensor_is_named_and_nothing_has_changed(string place)
    {
        using Node node = Tree();
        node.Get(place).Dispose();

        var error = Assert.Throws<InvalidOperationException>(() => node.to(ScalarType.Float64));

        Assert.StartsWith(
            $"Node.{place} is disposed, so the module cannot be moved. It is unchanged.", error.Message, StringComparison.Ordinal);
        Assert.All(node.Tensors.Where(static tensor => !tensor.IsInvalid), static tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_meta_tensor_without_data_is_named_and_nothing_has_changed(string place)
    {
        using Node node = Tree();
        node.Put(place, ones(2, device: META));

        var error = Assert.Throws<InvalidOperationException>(() => node.to(CPU, ScalarType.Float64));

        Assert.StartsWith(
            $"Node.{place} could not be moved; the module is unchanged. Cannot copy out of meta tensor; no data! Give",
            error.Message,
            StringComparison.Ordinal);
        Assert.All(node.Tensors, static tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
    }

    /// <summary>An expanded tensor takes no memory until it is converted.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void Where_memory_runs_out_every_member_is_valid_and_the_same_call_goes_on(string place)
    {
        using Node node = Tree();
        node.Put(place, ones(1).expand(1L << 48));
        Tensor[] before = [.. node.Tensors];
        int stop = node.Places.ToList().IndexOf(place);

        var error = Assert.Throws<InvalidOperationException>(() => node.to(ScalarType.Float64));

        Assert.StartsWith(
            $"Node.{place} could not be converted to Float64. Every member is valid", error.Message, StringComparison.Ordinal);
        Assert.Contains("the same call again converts the rest", error.Message, StringComparison.Ordinal);
        Assert.Contains("can't allocate memory", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, node.Tensors, ReferenceEqualityComparer.Instance);
        Assert.All(
            before.Take(stop), static tensor => Assert.Equal((ScalarType.Float64, 1), (tensor.dtype, tensor.flatten()[0].item<double>())));
        Assert.All(
            before.Skip(stop), static tensor => Assert.Equal((ScalarType.Float32, 1), (tensor.dtype, tensor.flatten()[0].item<float>())));

        node.Put(place, ones(2));
        node.to(ScalarType.Float64);
        Assert.All(
            node.Tensors, static tensor => Assert.Equal((ScalarType.Float64, 1), (tensor.dtype, tensor.flatten()[0].item<double>())));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_gradient_is_converted_with_its_tensor_or_not_at_all(string place)
    {
        using Node node = Tree();
        Tensor tensor = node.Get(place);
        tensor.requires_grad = true;
        using (Tensor huge = ones(1).expand(1L << 48))
        {
            tensor.grad = huge;
        }

        Assert.Throws<InvalidOperationException>(() => node.to(ScalarType.Float64));
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (tensor.dtype, tensor.grad!.dtype));

        using (Tensor grad = ones_like(tensor))
        {
            tensor.grad = grad;
        }

        node.to(ScalarType.Float64);
        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (tensor.dtype, tensor.grad!.dtype));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_tensor_made_under_inference_mode_moves(string place)
    {
        using Node node = Tree();
        using (inference_mode())
        {
            node.Put(place, ones(2));
        }

        node.to(ScalarType.Float64);

        Assert.All(
            node.Tensors, static tensor => Assert.Equal((ScalarType.Float64, 1), (tensor.dtype, tensor.flatten()[0].item<double>())));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_move_under_inference_mode_makes_no_inference_tensors(bool enabled)
    {
        using Node node = Tree();
        using (inference_mode(enabled))
        {
            node.to(ScalarType.Float64);
        }

        node.call(ones(2, float64)).sum().backward();
        Assert.Equal(ScalarType.Float64, node.Weight.grad!.dtype);
    }

    [Theory]
    [InlineData("Weight")]
    [InlineData("Mean")]
    [InlineData("Tables.1")]
    [InlineData("Next.Cache")]
    public void A_sparse_tensor_moves(string place)
    {
        using Node node = Tree();
        node.Put(place, ones(2).to_sparse());

        node.to(ScalarType.Float64);

        Assert.All(node.Tensors, static tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
        Assert.True(node.Get(place).is_sparse);
        Assert.Equal(2, node.Get(place).to_dense().sum().item<double>());
    }

    private static Node Tree()
    {
        var node = new Node(new Node(new Node()));
        foreach (Tensor tensor in node.Tensors)
        {
            using IDisposable noGrad = no_grad();
            tensor.fill_(1);
        }

        return node;
    }
}
