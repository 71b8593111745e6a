using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>What does not fit is named, all of it, in PyTorch's words; nothing has changed then.</summary>
public class LoadErrorTests
{
    [Fact]
    public void Everything_wrong_is_in_one_message_in_PyTorchs_order()
    {
        using Block block = new Block().FilledWith(1);
        Dictionary<string, Tensor> source = block.StateFilledWith(2);
        source.Remove("steps");
        source.Remove("ff.0.bias");
        source["head.mask"] = ones(3);
        source["head.w_query.weight"] = ones(3, 3);
        source["ff.0.gamma"] = ones(5);
        source["head.cache"] = ones(2);
        source["surplus"] = ones(5);

        StateDictException error = Assert.Throws<StateDictException>(() => block.load_state_dict(source));

        Assert.Equal(
            "Error(s) in loading state_dict for Block:\n\t"
            + "Missing key(s) in state_dict: \"steps\", \"ff.0.bias\".\n\t"
            + "Unexpected key(s) in state_dict: \"surplus\", \"head.cache\", \"ff.0.gamma\".\n\t"
            + "size mismatch for head.mask: copying a param with shape torch.Size([3]) from checkpoint, the shape in current model is torch.Size([2, 2]).\n\t"
            + "size mismatch for head.w_query.weight: copying a param with shape torch.Size([3, 3]) from checkpoint, the shape in current model is torch.Size([3, 2]).",
            error.Message);
        Assert.Equal(["steps", "ff.0.bias"], error.MissingKeys);
        Assert.Equal(["surplus", "head.cache", "ff.0.gamma"], error.UnexpectedKeys);
        Assert.Equal(["head.mask", "head.w_query.weight"], error.SizeMismatches.Select(mismatch => mismatch.Key));
        Assert.Equal([3L], error.SizeMismatches[0].CheckpointShape);
        Assert.Equal([2L, 2], error.SizeMismatches[0].ModelShape);
        block.AssertFilledWith(1);
    }

    [Fact]
    public void A_size_mismatch_is_an_error_without_strict()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        source["mask"] = ones(1);
        source.Remove("w_query.bias");

        StateDictException error = Assert.Throws<StateDictException>(() => head.load_state_dict(source, strict: false));

        Assert.Equal(
            "Error(s) in loading state_dict for Head:\n\tsize mismatch for mask: copying a param with shape torch.Size([1]) from checkpoint, the shape in current model is torch.Size([2, 2]).",
            error.Message);
        Assert.Equal(["w_query.bias"], error.MissingKeys);
        head.AssertFilledWith(1);
    }

    /// <summary>As many elements are not enough: copied, each would land at another place.</summary>
    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 3, 2 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 6 })]
    [InlineData(new long[] { 0, 3 }, new long[] { 0, 5 })]
    [InlineData(new long[] { 0, 3 }, new long[] { 3, 0 })]
    [InlineData(new long[] { }, new long[] { 1, 1 })]
    [InlineData(new long[] { 1 }, new long[] { })]
    public void A_shape_with_as_many_elements_does_not_fit(long[] own, long[] other)
    {
        using var pair = new Pair(ones(own), ones(1));
        using var source = new Pair(zeros(other), ones(1));
        using var file = new MemoryStream();
        source.save(new BinaryWriter(file));
        file.Position = 0;

        foreach (Action load in new Action[]
        {
            () => pair.load_state_dict(source.state_dict()),
            () => pair.load_state_dict(source.state_dict(), assign: true),
            () => pair.load(file),
        })
        {
            SizeMismatch mismatch = Assert.Single(Assert.Throws<StateDictException>(load).SizeMismatches);
            Assert.Equal(("first", true), (mismatch.Key, mismatch.CheckpointShape.SequenceEqual(other)));
        }

        Assert.Equal(own, pair.first.shape);
    }

    [Fact]
    public void An_entry_without_data_is_an_error()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        source["mask"] = null!;
        source["w_query.weight"].Dispose();
        source["w_query.bias"] = ones(3, device: META);

        StateDictException error = Assert.Throws<StateDictException>(() => head.load_state_dict(source, strict: false));

        Assert.Contains(
            "While copying the parameter named \"mask\", expected torch.Tensor or Tensor-like object from checkpoint but received null",
            error.Message);
        Assert.Contains(
            "\"w_query.weight\", expected torch.Tensor or Tensor-like object from checkpoint but received a disposed tensor",
            error.Message);
        Assert.Contains(
            "\"w_query.bias\", expected torch.Tensor or Tensor-like object from checkpoint but received a meta tensor", error.Message);
        head.AssertFilledWith(1);
    }

    [Fact]
    public void A_module_that_cannot_take_data_says_so()
    {
        using Head head = new Head().FilledWith(1);
        head.mask = ones(1, 1).expand(2, 2);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        Assert.Contains(
            "\"mask\", the tensor in the current model was found to be an expanded view",
            Assert.Throws<StateDictException>(() => head.load_state_dict(source)).Message);

        head.mask.Dispose();
        Assert.Contains(
            "\"mask\", the tensor in the current model was found to be disposed",
            Assert.Throws<StateDictException>(() => head.load_state_dict(source)).Message);
        Assert.Equal(1, head.w_query.weight!.mean().item<float>());

        using var meta = new Head();
        meta.to(DeviceType.META);
        Assert.Contains(
            "\n\tfor mask and 2 more: copying from a non-meta parameter in the checkpoint to a meta parameter in the current model, which is a no-op. Did you mean load_state_dict(..., assign: true)?",
            Assert.Throws<StateDictException>(() => meta.load_state_dict(source)).Message);
    }

    [Fact]
    public void A_sparse_entry_for_a_dense_tensor_changes_nothing()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        source["w_query.bias"] = source["w_query.bias"].to_sparse();

        StateDictException error = Assert.Throws<StateDictException>(() => head.load_state_dict(source));

        Assert.Contains("\"w_query.bias\", expected torch.Tensor or Tensor-like object from checkpoint but received a sparse tensor, and the one in the current model is dense", error.Message);
        head.AssertFilledWith(1);
    }

    [Fact]
    public void A_dense_entry_for_a_sparse_tensor_changes_nothing()
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        head.mask = eye(2).to_sparse();

        string message = Assert.Throws<StateDictException>(() => head.load_state_dict(source)).Message;

        Assert.Contains("\"mask\", expected torch.Tensor or Tensor-like object from checkpoint", message);
        Assert.Contains("but received a dense tensor, and the one in the current model is sparse", message);
        Assert.Equal(eye(2), head.mask.to_dense());
        Assert.Equal(1, head.w_query.weight!.mean().item<float>());
    }

    [Theory]
    [InlineData("mask", false)]
    [InlineData("w_query.bias", false)]
    [InlineData("w_query.bias", true)]
    public void A_tensor_made_under_inference_mode_changes_nothing(string key, bool requiresGrad)
    {
        using Head head = new Head().FilledWith(1);
        Dictionary<string, Tensor> source = head.StateFilledWith(2);
        using (inference_mode())
        {
            if (key == "mask")
            {
                head.mask = ones(2, 2);
            }
            else
            {
                head.w_query.bias = new Parameter(ones(3), requiresGrad);
            }
        }

        StateDictException error = Assert.Throws<StateDictException>(() => head.load_state_dict(source));

        Assert.Contains($"\"{key}\", the tensor in the current model was found to be made under inference_mode", error.Message);
        head.AssertFilledWith(1);
        using (inference_mode())
        {
            head.load_state_dict(source);
        }

        head.AssertFilledWith(2);
    }

    [Fact]
    public void Null_is_refused()
    {
        using var head = new Head();

        Assert.Throws<ArgumentNullException>(() => head.load_state_dict(null!));
    }

    /// <summary>The traps: one value for the whole matrix, no key in the message, half of the module overwritten.</summary>
    [Fact]
    public void TorchSharp_broadcasts_and_names_nothing_and_stops_half_way()
    {
        using var head = new HandWrittenHead();
        head.load_state_dict(new() { ["w_query.weight"] = full(1, 7f), ["w_query.bias"] = full(1, 9f), ["mask"] = ones(2, 2) });
        Assert.Equal([7f, 7, 7, 7, 7, 7], head.w_query.weight!.data<float>());

        Exception error = Assert.ThrowsAny<Exception>(
            () => head.load_state_dict(new() { ["w_query.weight"] = zeros(3, 2), ["w_query.bias"] = zeros(5), ["mask"] = zeros(2, 2) }));
        Assert.DoesNotContain("bias", error.Message);
        Assert.Equal(0, head.w_query.weight!.mean().item<float>());

        error = Assert.Throws<InvalidOperationException>(() => head.load_state_dict([]));
        Assert.DoesNotContain("mask", error.Message);
    }
}
