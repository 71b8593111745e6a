using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>A file that is cut off, damaged or of another kind is refused with the place, and changes nothing.</summary>
public class DamagedFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_cut_off_anywhere_is_refused(bool seekable)
    {
        using Head head = new Head().FilledWith(1);
        byte[] file = Saved();

        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            using Stream stream = seekable ? new MemoryStream(cut) : new OneWayStream(cut);
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => head.load(stream));
            Assert.Contains("The module is unchanged.", error.Message);
        }

        head.AssertFilledWith(1);
    }

    [Fact]
    public void The_message_says_where_the_file_ends()
    {
        using var head = new Head();

        Assert.Contains(
            "reading \"w_query.bias\" (entry 3 of 3), the file ends within its data.", MessageFor(head, new OneWayStream(Saved()[..^1])));
        Assert.Contains(
            "reading \"w_query.bias\" (entry 3 of 3), the shape torch.Size([3]) of Float32 needs more bytes than the 11 that are left.",
            MessageFor(head, new MemoryStream(Saved()[..^1])));
    }

    [Fact]
    public void File_that_ends_within_an_entry_that_nobody_wants_is_refused()
    {
        byte[] file = [1, 5, .. "other"u8, 6, 1, 3, .. new byte[11]];
        using var head = new Head();

        Assert.Contains(
            "reading \"other\" (entry 1 of 1), the file ends within its data.", MessageFor(head, new OneWayStream(file)));
    }

    /// <summary>
    /// The place is where that begins which cannot be: here behind two entries, the first of which the module does not want.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_message_counts_the_bytes_of_skipped_entries_too(bool seekable)
    {
        byte[] surplus = [5, .. "other"u8, 6, 1, 3, .. new byte[12]];
        byte[] mask = [4, .. "mask"u8, 6, 2, 2, 2, .. new byte[16]];
        byte[] broken = [4, .. "bias"u8, 99];
        byte[] file = [3, .. surplus, .. mask, .. broken];
        using var head = new Head();
        int place = 1 + surplus.Length + mask.Length + 5;

        string message = MessageFor(head, seekable ? new MemoryStream(file) : new OneWayStream(file));

        Assert.Contains($": at byte {place}, reading \"bias\" (entry 3 of 3), it has the unknown dtype 99.", message);
    }

    [Fact]
    public void The_place_is_counted_from_where_the_module_begins()
    {
        using var head = new Head();
        var stream = new MemoryStream([.. new byte[100], 1, 4, .. "mask"u8, 99]) { Position = 100 };

        Assert.Contains(": at byte 6, reading \"mask\" (entry 1 of 1)", MessageFor(head, stream));
    }

    /// <summary>One entry, <c>mask</c>, with a shape of terabytes, an overflowing one, and other nonsense.</summary>
    [Theory]
    [InlineData(new byte[] { 1, 4, 109, 97, 115, 107, 6, 2, 255, 255, 255, 255, 255, 127, 1 }, "torch.Size([4398046511103, 1])")]
    [InlineData(
        new byte[] { 1, 4, 109, 97, 115, 107, 6, 2, 255, 255, 255, 255, 255, 255, 255, 127, 255, 255, 255, 255, 255, 127 },
        "is impossible")]
    [InlineData(new byte[] { 1, 4, 109, 97, 115, 107, 8, 2, 2, 2 }, "the unknown dtype 8")]
    [InlineData(new byte[] { 1, 4, 109, 97, 115, 107, 6, 255, 255, 255, 15, 2 }, "33554431 dimensions")]
    [InlineData(new byte[] { 1, 255, 255, 255, 255, 7, 109 }, "a key of 2147483647 bytes")]
    [InlineData(new byte[] { 1, 2, 0xC3, 0x28, 6, 0 }, "its key is not UTF-8 text")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 }, "a number has too many bytes")]
    public void Sizes_that_cannot_be_are_refused_before_memory_is_asked_for(byte[] file, string reason)
    {
        using Head head = new Head().FilledWith(1);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(reason, MessageFor(head, new MemoryStream(file)));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        string message = MessageFor(head, new OneWayStream(file));
        Assert.StartsWith("Not a TorchSharp state file, or a damaged one: at byte ", message);
        head.AssertFilledWith(1);
    }

    [Fact]
    public void A_key_that_comes_twice_is_refused()
    {
        using var head = new Head();
        byte[] entry = [4, .. "mask"u8, 6, 2, 2, 2, .. new byte[16]];

        Assert.Contains(
            "reading \"mask\" (entry 2 of 2), the key stands in the file a second time.",
            MessageFor(head, new MemoryStream([2, .. entry, .. entry])));
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "It looks like a file of PyTorch's torch.save.")]
    [InlineData("GGUF\u0003", "It looks like a GGUF file.")]
    [InlineData("\u0040\0\0\0\0\0\0\0{\"weight\":", "It looks like a safetensors file.")]
    [InlineData("\u0089HDF\r\n", "It looks like an HDF5 file.")]
    [InlineData("\u0080\u0002}q\0", "It looks like a Python pickle.")]
    public void A_file_of_another_kind_is_recognized(string head, string hint)
    {
        using var module = new Head();
        foreach (int rest in new[] { 0, 4000 })
        {
            byte[] file = [.. Encoding.Latin1.GetBytes(head), .. new byte[rest]];

            Assert.EndsWith(hint, MessageFor(module, new MemoryStream(file)));
            Assert.EndsWith(hint, MessageFor(module, new OneWayStream(file)));
        }
    }

    /// <summary>
    /// Its first eight bytes are those of a safetensors file; the ninth, which is not, goes straight into the tensor.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_follows_a_large_tensor_is_not_taken_for_the_first_bytes(bool seekable)
    {
        byte[] file = [2, 1, .. "m"u8, 4, 1, 0x80, 0xFD, 0, .. new byte[16000 * sizeof(long)], .. "{"u8];
        using var target = new Short(zeros(16000, dtype: int64));

        Assert.EndsWith("The module is unchanged.", MessageFor(target, seekable ? new MemoryStream(file) : new OneWayStream(file)));
    }

    [Fact]
    public void A_refused_file_leaves_no_tensor_behind()
    {
        using var head = new Head();
        byte[] file = Saved()[..^1];
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        MessageFor(head, new OneWayStream(file));

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    /// <summary>The trap: what stood before the cut is in the module already.</summary>
    [Fact]
    public void TorchSharp_overwrites_what_comes_before_the_cut()
    {
        using var head = new HandWrittenHead();
        using (no_grad())
        {
            head.w_query.weight!.fill_(1);
        }

        Assert.Throws<EndOfStreamException>(() => head.load(new MemoryStream(SavedBy(head, 2)[..^1])));

        Assert.Equal(2, head.w_query.weight.mean().item<float>());
    }

    private static string MessageFor(nn.Module module, Stream stream) =>
        Assert.Throws<InvalidDataException>(() => module.load(stream)).Message;

    private static byte[] Saved()
    {
        using var head = new Head();
        return SavedBy(head, 2);
    }

    private static byte[] SavedBy(nn.Module module, double value)
    {
        using var file = new MemoryStream();
        nn.Module.save_state_dict(new BinaryWriter(file), module.StateFilledWith(value));
        return file.ToArray();
    }
}

/// <summary>A key of one byte.</summary>
[Module]
internal sealed partial class Short(Tensor tensor) : PassThrough
{
    [Buffer] public Tensor m = tensor;
}
