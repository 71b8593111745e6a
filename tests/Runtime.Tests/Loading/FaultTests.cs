using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Loading;

/// <summary>A fault at each tensor of a load, in the module and in the checkpoint: refused by name, and nothing has changed.</summary>
public class FaultTests
{
    private static readonly string[] s_keys = [.. new Block().state_dict().Keys];

    public static TheoryData<string, string> Faults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string key in s_keys)
            {
                foreach (string fault in new[] { "dead", "sparse", "meta", "shape", "null" })
                {
                    data.Add(key, fault);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_in_the_checkpoint(string key, string fault)
    {
        foreach (bool assign in new[] { false, true })
        {
            using Block block = new Block().FilledWith(1);
            Dictionary<string, Tensor> source = block.StateFilledWith(2);
            Tensor tensor = source[key];
            source[key] = fault switch
            {
                "sparse" when tensor.dim() > 0 => tensor.to_sparse(),
                "meta" => tensor.to(META),
                "shape" => ones(7),
                "null" => null!,
                _ => tensor,
            };
            if (ReferenceEquals(source[key], tensor))
            {
                tensor.Dispose();
            }

            StateDictException error =
                Assert.Throws<StateDictException>(() => block.load_state_dict(source, strict: false, assign: assign));

            Assert.Contains(key, error.Message);
            block.AssertFilledWith(1);
        }
    }

    [Theory]
    [InlineData("head.mask", "dead")]
    [InlineData("head.mask", "sparse")]
    [InlineData("head.mask", "meta")]
    [InlineData("head.mask", "inference")]
    [InlineData("steps", "dead")]
    [InlineData("steps", "meta")]
    [InlineData("steps", "inference")]
    public void A_fault_in_the_module(string key, string fault)
    {
        using Block block = new Block().FilledWith(1);
        Dictionary<string, Tensor> source = block.StateFilledWith(2);
        byte[] file = Saved(source);
        KeyValuePair<string, Tensor>[] others = [.. block.state_dict().Where(entry => entry.Key != key)];
        Tensor faulty = Faulty(key == "steps" ? block.steps : block.head.mask, fault);
        _ = key == "steps" ? block.steps = faulty : block.head.mask = faulty;

        foreach (Action load in new Action[]
        {
            () => block.load_state_dict(source),
            () => block.load(new MemoryStream(file)),
            () => block.load(new OneWayStream(file))
        })
        {
            Assert.Contains(key, Assert.Throws<StateDictException>(load).Message);
            Assert.All(others, entry => Assert.Equal(1, entry.Value.to(float32).mean().item<float>()));
        }
    }

    /// <summary>A disk that fails, or a file that another process cuts, between the two passes: the message says where.</summary>
    [Fact]
    public void A_stream_that_ends_earlier_the_second_time_says_how_far_it_came()
    {
        using Block block = new Block().FilledWith(1);
        using var stream = new ShrinkingStream(Saved(block.StateFilledWith(2)));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => block.load(stream));

        Assert.Matches(
            """The file has become shorter while it was read, and ends within ".+" now\. The entries before it are loaded\.""",
            error.Message);
    }

    private static Tensor Faulty(Tensor tensor, string fault)
    {
        switch (fault)
        {
            case "sparse":
                return tensor.to_sparse();
            case "meta":
                return tensor.to(META);
            case "inference":
                using (inference_mode())
                {
                    return tensor.clone();
                }

            default:
                tensor.Dispose();
                return tensor;
        }
    }

    private static byte[] Saved(Dictionary<string, Tensor> state)
    {
        using var file = new MemoryStream();
        nn.Module.save_state_dict(new BinaryWriter(file), state);
        return file.ToArray();
    }

    private sealed class ShrinkingStream(byte[] file) : MemoryStream(file)
    {
        private bool _rewound;

        public override long Position
        {
            get => base.Position;
            set
            {
                _rewound |= value < base.Position;
                base.Position = value;
            }
        }

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => _rewound ? 0 : base.Read(buffer, offset, Math.Min(count, 40));

        public override int Read(Span<byte> buffer) => _rewound ? 0 : base.Read(buffer);
    }
}
