using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>TorchSharp's file format, both ways.</summary>
public class StateFileTests
{
    [Fact]
    public void A_file_of_TorchSharps_loads()
    {
        using var written = new HandWrittenHead();
        using var file = new MemoryStream();
        written.save(new BinaryWriter(file));
        file.Position = 0;
        using var head = new Head();
        var loaded = new Dictionary<string, bool>();

        Assert.Same(head, head.load(file, loadedParameters: loaded));

        Assert.All(written.state_dict(), entry => Assert.Equal(entry.Value, head.state_dict()[entry.Key]));
        Assert.Equal(["mask", "w_query.bias", "w_query.weight"], loaded.Keys.Order());
        Assert.All(loaded.Values, Assert.True);
    }

    [Fact]
    public void TorchSharp_loads_a_file_of_ours()
    {
        using Head written = new Head().FilledWith(3);
        string path = Path.GetTempFileName();
        try
        {
            written.save(path);
            using var head = new HandWrittenHead();

            head.load(path);

            head.AssertFilledWith(3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The value that counts is converted or read in place, whatever the one that does not count would need.</summary>
    [Theory]
    [InlineData(ScalarType.Float64, ScalarType.Float32)]
    [InlineData(ScalarType.Float32, ScalarType.Float64)]
    [InlineData(ScalarType.Float64, ScalarType.Int64)]
    public void A_tied_tensor_takes_the_last_of_values_of_two_dtypes(ScalarType first, ScalarType second)
    {
        using var written = new Pair(full(2, 1, dtype: first), full(2, 7, dtype: second));
        using var file = new MemoryStream();
        written.save(new BinaryWriter(file));
        file.Position = 0;
        Tensor one = zeros(2);
        using var tied = new Pair(one, one);

        tied.load(file);

        Assert.Equal([7, 7], one.data<float>().ToArray());
    }

    [Fact]
    public void A_path_loads_and_a_path_without_a_file_is_named()
    {
        using Block block = new Block().FilledWith(3);
        string path = Path.GetTempFileName();
        block.save(path);
        using var other = new Block();

        other.load(path);
        File.Delete(path);

        other.AssertFilledWith(3);
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => other.load(path)).Message);
    }

    [Fact]
    public void Two_modules_in_one_stream_are_read_one_after_the_other()
    {
        using Head first = new Head().FilledWith(1);
        using Head second = new Head().FilledWith(2);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        first.save(writer);
        second.save(writer);
        using var reader = new BinaryReader(new OneWayStream(file.ToArray()));
        using var head = new Head();

        head.load(reader);
        head.AssertFilledWith(1);
        head.load(reader);
        head.AssertFilledWith(2);
    }

    /// <summary>What is skipped stands last, so that the stream has to be taken behind it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_module_with_something_else_before_and_behind_it_is_read_alone(bool seekable)
    {
        using Head written = new Head().FilledWith(1);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([9, 9, 9]);
        written.save(writer);
        written.FilledWith(2).save(writer);
        writer.Write((byte)7);
        using Stream stream = seekable ? new MemoryStream(file.ToArray()) : new OneWayStream(file.ToArray());
        using var reader = new BinaryReader(stream);
        using Head head = new Head().FilledWith(5);
        Assert.Equal(3, reader.ReadBytes(3).Length);

        head.load(reader, skip: ["w_query.bias"]);
        Assert.Equal((1, 5), (head.mask.mean().item<float>(), head.w_query.bias!.mean().item<float>()));
        head.load(reader, skip: ["w_query.bias"]);
        Assert.Equal((2, 5), (head.mask.mean().item<float>(), head.w_query.bias!.mean().item<float>()));
        Assert.Equal(7, stream.ReadByte());
        Assert.Equal(-1, stream.ReadByte());
    }

    /// <summary>More than the buffer of 64 KB holds, so that the stream itself is taken to each place.</summary>
    [Fact]
    public void A_large_module_is_read_from_where_the_stream_stands()
    {
        using var written = new Pair(arange(20000), full(2, 4));
        using var pair = new Pair(zeros(20000, dtype: int64), zeros(2));
        using var file = new MemoryStream([9, 9, 9, .. Saved(written).ToArray()]);
        file.Position = 3;

        pair.load(file);

        Assert.Equal(arange(20000), pair.first);
        Assert.Equal([4, 4], pair.second.data<float>().ToArray());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void A_scalar_takes_an_entry_of_shape_1(bool seekable, bool assign)
    {
        using var block = new Block();
        Dictionary<string, Tensor> source = block.StateFilledWith(2);
        source["scale"] = tensor(new[] { 5f });
        using var file = new MemoryStream();
        nn.Module.save_state_dict(new BinaryWriter(file), source);

        block.load(seekable ? new MemoryStream(file.ToArray()) : new OneWayStream(file.ToArray()), assign: assign);

        Assert.Empty(block.scale.shape);
        Assert.Equal(5f, block.scale.item<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tensor_without_elements_loads(bool seekable)
    {
        using var written = new Pair(zeros(0, 3), full(2, 4));
        using var pair = new Pair(zeros(0, 3), zeros(2));
        byte[] file = Saved(written).ToArray();

        pair.load(seekable ? new MemoryStream(file) : new OneWayStream(file));

        Assert.Equal([4, 4], pair.second.data<float>().ToArray());
    }

    /// <summary>What is converted passes through a buffer of 4 MB, a part of a row where a row is longer.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_of_any_length_are_converted(long rows)
    {
        Tensor large = rand(rows, 1_100_000);
        using var written = new Pair(large, ones(1));
        using var pair = new Pair(zeros(rows, 1_100_000, dtype: float64), ones(1));

        pair.load(Saved(written));

        Assert.Equal(large.to(float64), pair.first);
    }

    public static MatrixTheoryData<string, bool, ScalarType> Layouts =>
        new(["transposed", "every second"], [true, false], [ScalarType.Float32, ScalarType.Float64]);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_tensor_of_another_layout_is_read_into(string layout, bool seekable, ScalarType dtype)
    {
        Tensor target = layout == "transposed"
            ? zeros(2, 3, dtype: dtype).t()
            : zeros(6, 4, dtype: dtype)[TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)];
        long[] strides = target.stride();
        using var written = new Pair(arange(6, float32).reshape(3, 2), ones(1));
        using var pair = new Pair(target, zeros(1));
        byte[] file = Saved(written).ToArray();

        pair.load(seekable ? new MemoryStream(file) : new OneWayStream(file));

        Assert.Equal(written.first.to(dtype), target);
        Assert.Equal(strides, target.stride());
    }

    [Fact]
    public void Another_dtype_in_the_file_is_converted()
    {
        using Block written = new Block().FilledWith(5);
        written.to(ScalarType.Float64);
        using var block = new Block();

        block.load(Saved(written));

        block.AssertFilledWith(5);
        Assert.Equal(ScalarType.Float32, block.scale.dtype);
    }

    [Fact]
    public void The_file_is_explained_as_a_state_dict_is()
    {
        using Block written = new Block().FilledWith(2);
        using Head head = new Head().FilledWith(1);

        StateDictException error = Assert.Throws<StateDictException>(() => head.load(Saved(written)));

        Assert.StartsWith("Error(s) in loading state_dict for Head:\n\tMissing key(s) in state_dict: \"mask\"", error.Message);
        Assert.Contains("Did you mean \"mask\"? The state_dict has \"head.mask\".", error.Message);
        head.AssertFilledWith(1);
    }

    [Fact]
    public void Without_strict_the_caller_hears_what_was_in_the_file()
    {
        using Block written = new Block().FilledWith(2);
        Dictionary<string, Tensor> partial = written.state_dict()
            .Where(entry => entry.Key != "steps")
            .ToDictionary(entry => entry.Key, entry => entry.Value);
        partial.Add("extra", ones(4));
        using var file = new MemoryStream();
        nn.Module.save_state_dict(new BinaryWriter(file), partial);
        using Block block = new Block().FilledWith(1);
        var loaded = new Dictionary<string, bool>();

        block.load(new OneWayStream(file.ToArray()), strict: false, skip: ["scale"], loadedParameters: loaded);

        Assert.Equal(partial.Keys, loaded.Keys);
        Assert.Equal(["extra"], loaded.Where(entry => !entry.Value).Select(entry => entry.Key));
        Assert.Equal(1, block.scale.item<float>());
        Assert.Equal([1L, 1], block.steps.data<long>());
        Assert.Equal(2, block.head.mask.mean().item<float>());
    }

    private static MemoryStream Saved(nn.Module module)
    {
        var file = new MemoryStream();
        module.save(new BinaryWriter(file));
        file.Position = 0;
        return file;
    }
}
