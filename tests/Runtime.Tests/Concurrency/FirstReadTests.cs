using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Concurrency;

/// <summary>
/// S16: the first reads of a fresh tree by many threads are one registration, and an assignment in between disturbs nobody.
/// </summary>
public partial class FirstReadTests
{
    private sealed class HandWritten : Module
    {
        private readonly Linear fc = Linear(1, 1);
        private readonly Tensor mask = ones(1);

        public HandWritten()
            : base(nameof(HandWritten))
        {
        }

        public (Linear Fc, Tensor Mask) Members => (fc, mask);
    }

    [Module]
    internal sealed partial class Block() : Module(nameof(Block))
    {
        private readonly Linear fc = Linear(1, 1);
        private readonly HandWritten foreign = new();
        [Submodule] private readonly Dictionary<string, Linear> heads = new() { ["a"] = Linear(1, 1), ["b"] = Linear(1, 1) };
        [Buffer] private readonly List<Tensor> masks = [ones(1), ones(1)];
        [Buffer] public Tensor mask = ones(1);
        public Parameter? Scale { get; set; }
    }

    [Module]
    internal sealed partial class Tree() : Module(nameof(Tree))
    {
        public readonly ModuleList<Block> list = ModuleList(new Block());
        public readonly ModuleDict<Block> dictionary = ModuleDict(("a", new Block()));
        public readonly Block block = new();
    }

    private static readonly Func<Tree, int>[] s_reads =
    [
        static tree => tree.state_dict().Count,
        static tree => tree.named_parameters().Count(),
        static tree => tree.named_buffers().Count(),
        static tree => tree.named_modules().Count(),
        static tree => tree.has_buffer("list.0.masks.1") ? 1 : 0,
        static tree => tree.get_parameter("dictionary.a.heads.b.weight") is null ? 0 : 1,
    ];

    [Fact]
    public void The_first_reads_by_many_threads_are_one_registration()
    {
        using Tree expected = Fresh();
        int[] counts = [.. s_reads.Select(read => read(expected))];

        for (int round = 0; round < 60; round++)
        {
            using Tree tree = Fresh();
            Readers.Together(thread => Assert.Equal(counts[thread % counts.Length], s_reads[thread % s_reads.Length](tree)));
            Assert.Equal(expected.state_dict().Keys, tree.state_dict().Keys);
        }
    }

    [Fact]
    public void One_thread_assigns_while_others_read()
    {
        using Tree tree = Fresh();
        int entries = tree.state_dict().Count;
        using Tensor one = ones(1);
        using Tensor other = ones(1);
        using Parameter scale = Parameter(ones(1));

        Readers.Together(thread =>
        {
            for (int i = 0; i < 300; i++)
            {
                if (thread == 0)
                {
                    tree.block.mask = i % 2 == 0 ? one : other;
                    tree.block.Scale = i % 3 == 0 ? null : scale;
                    continue;
                }

                Assert.InRange(tree.state_dict().Count, entries, entries + 1);
                Assert.NotNull(tree.get_buffer("block.mask"));
            }
        });

        tree.block.Scale = null;
        Assert.Equal(entries, tree.state_dict().Count);
    }

    /// <summary>Filled after the registration, so that the first read has something to do in every kind of member.</summary>
    private static Tree Fresh()
    {
        var tree = new Tree();
        tree.list.Add(new Block());
        tree.dictionary.Add("b", new Block { Scale = Parameter(ones(1)) });
        return tree;
    }
}
