using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>What <c>load_state_dict</c> copies where everything fits.</summary>
public class LoadStateDictTests
{
    [Fact]
    public void Every_entry_is_copied_and_every_tensor_stays()
    {
        using var block = new Block();
        Tensor[] tensors = [.. block.state_dict().Values];

        (IList<string> missing, IList<string> unexpected) = block.load_state_dict(block.StateFilledWith(7));

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        block.AssertFilledWith(7);
        Assert.Equal(tensors.Select(tensor => tensor.Handle), block.state_dict().Values.Select(tensor => tensor.Handle));
        Assert.True(block.head.w_query.weight!.requires_grad);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.Int32)]
    public void A_source_of_another_dtype_is_converted(ScalarType dtype)
    {
        using var head = new Head();
        Dictionary<string, Tensor> source = head.StateFilledWith(3).ToDictionary(entry => entry.Key, entry => entry.Value.to(dtype));

        head.load_state_dict(source);

        head.AssertFilledWith(3);
        Assert.All(head.state_dict().Values, tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
    }

    public static TheoryData<string> Layouts => ["transposed", "every second", "one row of any stride"];

    /// <summary>No two elements share their memory, whatever the strides say.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_tensor_of_another_layout_is_written(string layout)
    {
        using Head head = new Head().FilledWith(1);
        head.mask = layout switch
        {
            "transposed" => zeros(2, 3).t(),
            "every second" => zeros(4, 4)[TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)],
            _ => zeros(6).as_strided([1, 2, 3], [0, 1, 2]),
        };

        head.load_state_dict(head.StateFilledWith(3));

        head.AssertFilledWith(3);
    }

    [Fact]
    public void A_scalar_takes_an_entry_of_shape_1()
    {
        using var block = new Block();
        Dictionary<string, Tensor> source = block.StateFilledWith(2);
        source["scale"] = tensor(new[] { 5f });

        block.load_state_dict(source);

        Assert.Empty(block.scale.shape);
        Assert.Equal(5f, block.scale.item<float>());
    }

    [Fact]
    public void A_scalar_is_assigned_an_entry_of_shape_1()
    {
        using var block = new Block();
        Dictionary<string, Tensor> source = block.StateFilledWith(2);
        source["scale"] = tensor(new[] { 5f });

        block.load_state_dict(source, assign: true);

        Assert.Empty(block.scale.shape);
        Assert.Equal(5f, block.scale.item<float>());
    }

    [Fact]
    public void A_module_loads_its_own_state()
    {
        using Block block = new Block().FilledWith(4);

        block.load_state_dict(block.state_dict());

        block.AssertFilledWith(4);
    }

    [Fact]
    public void A_tied_tensor_takes_its_last_entry()
    {
        using var tied = new Tied();

        tied.load_state_dict(new() { ["b"] = full(2, 9f), ["a"] = ones(2) });

        Assert.Same(tied.a, tied.b);
        tied.AssertFilledWith(9);
    }

    [Fact]
    public void Two_objects_of_one_tensor_take_the_last_entry_too()
    {
        using var tied = new TiedEmbedding();

        tied.load_state_dict(new() { ["head.weight"] = full(2, 2, 9f), ["tokens.weight"] = ones(2, 2) });

        tied.AssertFilledWith(9);
    }

    [Fact]
    public void Skipped_keys_are_neither_copied_nor_missing_nor_unexpected()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        source.Remove("w_query.bias");
        source.Add("extra", ones(1));

        (IList<string> missing, IList<string> unexpected) = head.load_state_dict(source, skip: ["w_query.bias", "extra", "mask"]);

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Equal(1, head.mask.mean().item<float>());
        Assert.Equal(2, head.w_query.weight!.mean().item<float>());
    }

    [Fact]
    public void Without_strict_what_fits_is_copied_and_the_rest_is_returned()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        source.Remove("mask");
        source.Add("extra", ones(1));

        (IList<string> missing, IList<string> unexpected) = head.load_state_dict(source, strict: false);

        Assert.Equal(["mask"], missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal(1, head.mask.mean().item<float>());
        Assert.Equal(2, head.w_query.weight!.mean().item<float>());
    }

    [Fact]
    public void A_sparse_buffer_loads()
    {
        using var head = new Head();
        head.mask = zeros(2, 2).to_sparse();
        Dictionary<string, Tensor> source = head.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
        source["mask"] = eye(2).to_sparse();

        head.load_state_dict(source);

        Assert.True(head.mask.is_sparse);
        Assert.Equal(eye(2), head.mask.to_dense());
    }

    [Fact]
    public void Meta_loads_from_meta()
    {
        using var head = new Head();
        using var other = new Head();
        other.to(DeviceType.META);
        head.to(DeviceType.META);

        (IList<string> missing, IList<string> unexpected) = head.load_state_dict(other.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
    }
}
