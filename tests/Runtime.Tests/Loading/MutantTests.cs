using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>
/// Damaged checkpoints: cut, flipped, with lengths up to 2^62, wrong dtypes and keys that come twice. Each is refused with
/// its place or loads as a whole, and none makes the load allocate more than the file has. A few hundred run each time;
/// <c>CHECKPOINT_MUTANTS=20000</c> in the environment, and <c>CHECKPOINT_SEED</c>, make it a long run.
/// </summary>
public class MutantTests
{
    private static readonly int s_count = Number("CHECKPOINT_MUTANTS", 400);
    private static readonly int s_seed = Number("CHECKPOINT_SEED", 1);

    [Fact]
    public void A_damaged_file_is_refused_or_loads_as_a_whole()
    {
        using Block block = new Block().FilledWith(1);
        byte[][] files = [Saved(new Block()), Saved(new Renamed()), Saved(new TiedEmbedding()), Saved(new Block().to(ScalarType.Float64))];
        nn.Module[] targets = [block, new Renamed().FilledWith(1), new TiedEmbedding().FilledWith(1), block];
        var outcomes = new Dictionary<string, int>();

        for (int i = 0; i < s_count; i++)
        {
            int seed = s_seed + i;
            var random = new Random(seed);
            byte[] mutant = Mutate(files[i % files.Length], random);
            nn.Module target = targets[i % files.Length];
            try
            {
                string outcome = Load(target, mutant, seekable: random.Next(2) == 0, strict: random.Next(4) > 0);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Assert.Fail($"seed {seed}, mutant {Convert.ToHexString(mutant)}: {error}");
            }
        }

        // All kinds of ends were seen, or else this tests nothing.
        Assert.Equal(["InvalidDataException", "StateDictException", "loaded"], outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.All(outcomes.Values, count => Assert.InRange(count, s_count / 50, s_count));
    }

    /// <returns>How it ended.</returns>
    private static string Load(nn.Module target, byte[] file, bool seekable, bool strict)
    {
        byte[] before = Saved(target);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        using Stream stream = seekable ? new MemoryStream(file) : new OneWayStream(file);
        try
        {
            target.load(stream, strict);
        }
        catch (Exception error) when (error is InvalidDataException or StateDictException)
        {
            // The message repeats keys, shapes and suggestions; a file of a few hundred bytes gives a few thousand.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 1 << 18);
            Assert.Equal(before, Saved(target));
            Assert.Matches(error is InvalidDataException
                ? @"at byte \d+, reading (the number of entries|entry \d+ of \d+|"".+"" \(entry \d+ of \d+\)), "
                : @"""|size mismatch for ", error.Message);
            return error.GetType().Name;
        }

        target.load(new MemoryStream(before));
        return "loaded";
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int edits = random.Next(1, 3); edits > 0; edits--)
        {
            int place = random.Next(3) == 0 ? random.Next(Math.Min(bytes.Count, 20)) : random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.RemoveAt(place);
                    break;
                case 4:
                    bytes.InsertRange(place, Number(Lengths[random.Next(Lengths.Length)]));
                    bytes.RemoveAt(place);
                    break;
                case 5:
                    // An entry, or a part of one, a second time.
                    int end = random.Next(place, Math.Min(bytes.Count, place + 64));
                    bytes.InsertRange(place, bytes.GetRange(place, end - place));
                    break;
                default:
                    bytes.AddRange(new byte[random.Next(16)]);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    /// <summary>-1 is what a signed reader makes of the last one.</summary>
    private static readonly ulong[] Lengths =
        [0, 1, 127, 128, 4097, int.MaxValue, uint.MaxValue, 1UL << 40, 1UL << 62, long.MaxValue, ulong.MaxValue];

    private static byte[] Number(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;

    private static byte[] Saved(nn.Module module)
    {
        using var file = new MemoryStream();
        nn.Module.save_state_dict(new BinaryWriter(file), module.state_dict());
        return file.ToArray();
    }
}
