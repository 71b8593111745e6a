using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Saving;

[Module]
internal sealed partial class Views : PassThrough
{
    [Buffer] public Tensor transposed = arange(6).reshape(2, 3).to(float32).t();
    [Buffer] public Tensor expanded = tensor(new[] { 1f, 2 }).unsqueeze(1).expand(2, 3);
    [Buffer] public Tensor conjugate = complex(ones(2), ones(2)).conj();
    [Parameter] public Parameter weight = new(ones(4, 4).narrow(1, 1, 2));
    [Buffer] public Tensor scalar = tensor(7L);
    [Buffer] public Tensor empty = zeros(0, 3);
}

[Module]
internal sealed partial class WithSave : PassThrough
{
    [Buffer] private Tensor mask = ones(2);

    public bool Saved { get; private set; }

    public nn.Module save(string location)
    {
        Saved = true;
        return this;
    }
}

internal class HandWrittenWithSave : PassThrough
{
    public bool Saved { get; private set; }

    public nn.Module save(string location)
    {
        Saved = true;
        return this;
    }
}

[Module]
internal sealed partial class BelowWithSave : HandWrittenWithSave
{
    [Buffer] private Tensor mask = ones(2);
}

/// <summary>What PyTorch saves is saved: tensors of any layout. What cannot be is named, and the file that was there stays.</summary>
public class SaveTests
{
    [Fact]
    public void Tensors_that_are_not_in_one_piece_are_saved()
    {
        using var module = new Views();

        Dictionary<string, Tensor> saved = Entries(Saved(module));

        Assert.Equal(module.state_dict().Keys, saved.Keys);
        Assert.All(module.state_dict(), entry => Assert.Equal(entry.Value, saved[entry.Key]));
    }

    /// <summary>The trap, which stays where a variable has the type of TorchSharp's base class: its <c>save</c> is not virtual.</summary>
    [Fact]
    public void TorchSharp_refuses_them_without_a_name()
    {
        using var module = new Views();

        Exception error = Assert.Throws<InvalidOperationException>(() => ((nn.Module)module).save(new MemoryStream()));

        Assert.Equal("Bytes() called on non-contiguous tensor.", error.Message);
    }

    [Fact]
    public void Every_way_to_save_writes_the_bytes_that_TorchSharp_writes()
    {
        using var module = new Sizes();
        byte[] expected = Written(stream => ((nn.Module)module).save(stream));
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, new byte[expected.Length + 100]);

        module.save(path);

        Assert.Equal(expected, File.ReadAllBytes(path));
        File.Delete(path);
        Assert.Equal(expected, Written(stream => module.save(stream)));
        Assert.Equal(expected, Written(stream => module.save(new BinaryWriter(stream))));
        Assert.Equal(
            Written(stream => ((nn.Module)module).save(stream, skip: ["large"])),
            Written(stream => module.save(stream, skip: ["large"])));
    }

    public static TheoryData<ScalarType> Dtypes =>
    [
        ScalarType.Byte, ScalarType.Int8, ScalarType.Bool, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Float16,
        ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64, ScalarType.ComplexFloat32, ScalarType.ComplexFloat64,
    ];

    [Theory]
    [MemberData(nameof(Dtypes))]
    public void Each_dtype_is_written_as_TorchSharp_writes_it_and_read_again(ScalarType dtype)
    {
        using var module = new Loading.Short(ones(3).to(dtype));
        byte[] expected = Written(stream => ((nn.Module)module).save(stream));

        Assert.Equal(expected, Written(stream => module.save(stream)));
        foreach (Stream stream in (Stream[])[new MemoryStream(expected), new Loading.OneWayStream(expected)])
        {
            using var loaded = new Loading.Short(zeros(3).to(dtype));
            loaded.load(stream);
            Assert.Equal(module.state_dict().Values, loaded.state_dict().Values);
        }
    }

    /// <summary>A key that does not fit into what is left of the buffer of 64 KB.</summary>
    [Fact]
    public void A_key_behind_a_full_buffer_is_written()
    {
        foreach (int left in Enumerable.Range(20, 20).Select(static i => 5 * i))
        {
            using var module = new Loading.Short(zeros((1 << 16) - left, dtype: uint8));
            module.register_buffer(new string('k', 120), ones(1));

            Assert.Equal(Written(stream => ((nn.Module)module).save(stream)), Written(stream => module.save(stream)));
        }
    }

    [Fact]
    public void A_key_that_no_file_holds_is_named()
    {
        using var module = new Sizes();
        module.register_buffer(new string('k', 4097), ones(1));
        using var file = new MemoryStream();

        string message = Assert.Throws<InvalidOperationException>(() => module.save(new BinaryWriter(file))).Message;

        Assert.Contains("kkk has a key of more than 4096 bytes, so the module cannot be saved.", message);
        Assert.Equal(0, file.Length);
    }

    [Theory]
    [InlineData("meta", "Sizes.small is on meta and has no data, so the module cannot be saved. Nothing has been written.")]
    [InlineData("half complex", "Sizes.small is of dtype 8, which TorchSharp's file format does not hold, so")]
    [InlineData("sparse", "Sizes.small is sparse, which TorchSharp's file format does not hold, so")]
    [InlineData("disposed", "Sizes.small is disposed. Assign another tensor")]
    public void What_cannot_be_saved_is_named_and_the_last_file_stays(string state, string reason)
    {
        using var module = new Sizes();
        string path = Path.GetTempFileName();
        module.save(path);
        byte[] before = File.ReadAllBytes(path);
        module.small = state == "meta" ? zeros(3, device: META) : state == "sparse" ? zeros(3).to_sparse()
            : state == "half complex" ? zeros(3, dtype: (ScalarType)8) : zeros(3);
        if (state == "disposed")
        {
            module.small.Dispose();
        }

        Assert.StartsWith(reason, Assert.Throws<InvalidOperationException>(() => module.save(path)).Message);

        Assert.Equal(before, File.ReadAllBytes(path));
        File.Delete(path);
    }

    [Fact]
    public void A_save_of_the_class_itself_or_of_a_hand_written_base_stays()
    {
        using var module = new WithSave();
        using var derived = new BelowWithSave();

        module.save("nowhere");
        derived.save("nowhere");

        Assert.True(module.Saved);
        Assert.True(derived.Saved);
        Assert.Single(Entries(Saved(module)));
        Assert.Single(Entries(Saved(derived)));
    }

    /// <summary>Parts of a tensor pass through a buffer of 4 MB.</summary>
    [Fact]
    public void A_large_tensor_in_pieces_comes_back()
    {
        using var module = new Sizes { large = rand(1100, 1000).t() };
        using var other = new Sizes { large = zeros(1100, 1000).t(), small = zeros(3, dtype: float64) };

        other.load(Saved(module));

        Assert.Equal(module.large, other.large);
        other.large = zeros(1000, 1100, dtype: float64);
        other.load(Saved(module));
        Assert.Equal(module.large.to(float64), other.large);
    }

    private static MemoryStream Saved(Views module) => new(Written(stream => module.save(stream)));

    private static MemoryStream Saved(Sizes module) => new(Written(stream => module.save(stream)));

    private static MemoryStream Saved(nn.Module module) => new(Written(stream => module.save(stream)));

    private static byte[] Written(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    /// <summary>As TorchSharp reads them.</summary>
    private static Dictionary<string, Tensor> Entries(Stream file)
    {
        using var reader = new BinaryReader(file);
        var entries = new Dictionary<string, Tensor>();
        for (int left = reader.ReadByte(); left > 0; left--)
        {
            entries.Add(reader.ReadString(), Tensor.Load(reader));
        }

        return entries;
    }
}

[Module]
internal sealed partial class Sizes : PassThrough
{
    [Buffer] public Tensor small = arange(3).to(float32);
    [Buffer] public Tensor large = rand(100, 200);
    [Buffer] public Tensor ints = arange(300);
    [Buffer] public Tensor flags = ones(3, dtype: @bool);
    [Buffer] public Tensor rows = ones(128, 1);
    [Buffer] public Tensor halves = rand(2, 2).to(bfloat16);
    [Submodule("näme")] public Linear layer = nn.Linear(2, 2);
}
