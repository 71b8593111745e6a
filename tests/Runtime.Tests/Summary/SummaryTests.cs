using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Summary;

public partial class SummaryTests
{
    [Module]
    internal sealed partial class Block() : Module(nameof(Block))
    {
        public readonly Linear fc = Linear(4, 8);
        [Buffer] public Tensor mask = ones(8, 8, dtype: ScalarType.Bool);
        [Buffer(Persistent = false)] public Tensor cache = zeros(2, 8);
        [Buffer(KeepDtype = true)] public Tensor table = zeros(2, dtype: ScalarType.Float64);
    }

    internal sealed class HandWritten : Module
    {
        public readonly Parameter scale = Parameter(ones(3), requires_grad: false);
        public readonly Tensor shift = ones(3);

        public HandWritten()
            : base(nameof(HandWritten)) => RegisterComponents();
    }

    /// <summary>TorchSharp lists neither the buffer that is not saved nor what is dead (T13).</summary>
    internal sealed class HidesState : Module
    {
        public readonly Parameter scale = Parameter(ones(3));
        public readonly Tensor shift = ones(3);
        public readonly Tensor cache = ones(3);

        public HidesState()
            : base(nameof(HidesState))
        {
            register_buffer("cache", cache, persistent: false);
            RegisterComponents();
        }
    }

    internal sealed class ListsItself : Module
    {
        private readonly Parameter scale = Parameter(ones(3));
        private readonly Tensor table = ones(2);

        public ListsItself()
            : base(nameof(ListsItself)) => RegisterComponents();

        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
            [("scale", scale), ("other", scale)];

        public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
            [("table", table), ("extra", table)];
    }

    [Module]
    internal sealed partial class AModuleWithANameThatIsSoLongThatNoTerminalShowsItInOneLineAndNoReaderEverReadsItToItsVeryEndAndThatCSharpWhichSaysLittleOfHowLongANameMayBeStillIsAllowed()
        : Module("x");

    [Module]
    internal sealed partial class Model() : Module(nameof(Model))
    {
        public readonly ModuleList<Block> blocks = ModuleList(new Block(), new Block());
        public readonly HandWritten norm = new();
        [Submodule] public readonly Dictionary<string, Linear> heads = new() { ["cls"] = Linear(8, 1, hasBias: false) };
        public readonly Sequential chain = Sequential(("first", Linear(2, 2, hasBias: false)));
        public Parameter? tied { get; set; }
        public Module? again { get; set; }
    }

    [Fact]
    public void Rows_have_keys_kinds_shapes_and_sizes()
    {
        using var block = new Block();

        ModuleSummary summary = block.summary();

        Assert.Equal(
            [
                ("mask", StateEntryKind.Buffer, ScalarType.Bool, 64L, false),
                ("cache", StateEntryKind.NonPersistentBuffer, ScalarType.Float32, 64L, false),
                ("table", StateEntryKind.Buffer, ScalarType.Float64, 16L, false),
                ("fc.weight", StateEntryKind.Parameter, ScalarType.Float32, 128L, true),
                ("fc.bias", StateEntryKind.Parameter, ScalarType.Float32, 32L, true),
            ],
            summary.Entries.Select(static entry => (entry.Key, entry.Kind, entry.DType, entry.Bytes, entry.RequiresGrad)));
        Assert.Equal([8L, 4], summary.Entries[3].Shape);
        Assert.All(summary.Entries, static entry => Assert.Equal(DeviceType.CPU, entry.Device!.type));
        Assert.All(summary.Entries, static entry => Assert.False(entry.IsOutlier || entry.IsDisposed || entry.TiedWith is not null));
        Assert.Equal((40L, 40L, 304L), (summary.Parameters, summary.TrainableParameters, summary.Bytes));
    }

    [Fact]
    public void The_table_of_a_block()
    {
        using var block = new Block();

        Assert.Equal(
            """
            Block
            =================================================================
              Key        Kind            Shape   DType    Device  Grad   Size
            =================================================================
              mask       buffer          [8, 8]  bool     cpu            64 B
              cache      non-persistent  [2, 8]  float32  cpu            64 B
              table      buffer          [2]     float64  cpu            16 B
              fc.weight  parameter       [8, 4]  float32  cpu     yes   128 B
              fc.bias    parameter       [8]     float32  cpu     yes    32 B
            =================================================================
            Parameters: 40
            Trainable parameters: 40
            Size: 304 B
            """.ReplaceLineEndings("\n"),
            block.summary().ToString());
    }

    [Fact]
    public void Keys_are_those_of_the_state_dict_through_every_kind_of_parent()
    {
        using var model = new Model { tied = Parameter(ones(1)) };

        Assert.Equal(
            model.state_dict().Keys,
            model.summary().Entries
                .Where(static entry => entry.Kind != StateEntryKind.NonPersistentBuffer)
                .Select(static entry => entry.Key));
        Assert.False(model.summary().Entries.Single(static entry => entry.Key == "norm.scale").RequiresGrad);
        Assert.Equal(["weight", "bias"], Linear(1, 1).summary().Entries.Select(static entry => entry.Key));
        Assert.Equal(["scale", "shift"], new HandWritten().summary().Entries.Select(static entry => entry.Key));
    }

    [Fact]
    public void What_is_tied_is_counted_once_and_named()
    {
        using var model = new Model();
        long parameters = model.summary().Parameters;
        model.tied = model.blocks[0].fc.weight;

        ModuleSummary summary = model.summary();

        StateEntry entry = Assert.Single(summary.Entries, static entry => entry.TiedWith is not null);
        Assert.Equal(("blocks.0.fc.weight", "tied"), (entry.Key, entry.TiedWith));
        Assert.Equal(parameters, summary.Parameters);
        Assert.Contains("\nblocks.0.fc.weight is tied with tied\n", summary + "\n");
    }

    [Fact]
    public void A_module_that_is_there_twice_is_said_once()
    {
        using var model = new Model();
        int entries = model.summary().Entries.Count;
        model.again = model.blocks;

        ModuleSummary summary = model.summary();

        Assert.Equal(entries, summary.Entries.Count);
        Assert.Contains("\nagain is the same module as blocks\n", summary + "\n");
    }

    [Fact]
    public void What_is_on_another_device_or_of_another_dtype_is_marked_and_explained()
    {
        using var model = new Model();
        model.blocks[0].mask = ones(8, 8, dtype: ScalarType.Bool, device: META);
        model.blocks[1].cache = zeros(1, dtype: ScalarType.Float16);

        ModuleSummary summary = model.summary();
        string text = summary.ToString();

        Assert.Equal(
            ["blocks.0.mask", "blocks.1.cache"], summary.Entries.Where(static entry => entry.IsOutlier).Select(static entry => entry.Key));
        Assert.Contains("\n! blocks.0.mask ", text);
        Assert.Contains("\n! on another device than most, which are on cpu: ", text);
        Assert.Contains("\n! of another dtype than most, which are float32: ", text);
        Assert.DoesNotContain("another", new Model().summary().ToString());
    }

    [Module]
    internal sealed partial class Halves() : Module(nameof(Halves))
    {
        public readonly Block block = new();
        [Submodule] public readonly Table other = new();
    }

    [Module]
    internal sealed partial class Table() : Module(nameof(Table))
    {
        [Buffer] public Tensor table = zeros(2, dtype: ScalarType.Float16);
    }

    /// <summary>What keeps its dtype in one module says nothing of what is called alike in the next.</summary>
    [Fact]
    public void A_buffer_called_like_one_that_keeps_its_dtype_is_marked()
    {
        using var halves = new Halves();

        Assert.Equal(
            ["other.table"], halves.summary().Entries.Where(static entry => entry.IsOutlier).Select(static entry => entry.Key));
    }

    [Fact]
    public void Where_two_are_as_many_the_first_counts()
    {
        using var pair = new Loading.Pair(zeros(2), zeros(2, dtype: ScalarType.Float16));

        Assert.Equal(["second"], pair.summary().Entries.Where(static entry => entry.IsOutlier).Select(static entry => entry.Key));
    }

    [Fact]
    public void What_is_dead_is_said()
    {
        using var model = new Model();
        model.blocks[0].mask.Dispose();
        model.heads["cls"].weight.Dispose();

        ModuleSummary summary = model.summary();

        Assert.Equal(
            ["blocks.0.mask", "heads.cls.weight"],
            summary.Entries.Where(static entry => entry.IsDisposed).Select(static entry => entry.Key));
        Assert.Matches("\nx blocks\\.0\\.mask +buffer +disposed\n", summary.ToString());
        Assert.Contains("\nx disposed: ", summary.ToString());
    }

    [Fact]
    public void Buffers_that_are_not_saved_are_listed_in_every_kind_of_module()
    {
        using Module linear = Linear(1, 1, hasBias: false);
        linear.register_buffer("cache", ones(2), persistent: false);
        using var chain = Sequential(("first", (Module<Tensor, Tensor>)linear));
        chain.register_buffer("cache", ones(2), persistent: false);
        using var holder = new Model { again = new HidesState() };
        holder.to(META);

        Assert.Equal(
            [
                ("cache", StateEntryKind.NonPersistentBuffer), ("first.weight", StateEntryKind.Parameter),
                ("first.cache", StateEntryKind.NonPersistentBuffer)
            ],
            chain.summary().Entries.Select(static entry => (entry.Key, entry.Kind)));
        Assert.Equal(
            [("scale", StateEntryKind.Parameter), ("cache", StateEntryKind.NonPersistentBuffer), ("shift", StateEntryKind.Buffer)],
            new HidesState().summary().Entries.Select(static entry => (entry.Key, entry.Kind)));
        Assert.Equal(["again.cache"], holder.summary().Entries.Where(static entry => entry.IsOutlier).Select(static entry => entry.Key));
    }

    [Fact]
    public void What_a_module_lists_beside_the_registry_is_there()
    {
        using var module = new ListsItself();

        Assert.Equal(["scale", "other", "table", "extra"], module.summary().Entries.Select(static entry => entry.Key));
    }

    [Fact]
    public void What_is_dead_in_a_hand_written_module_is_said()
    {
        var module = new HidesState();
        module.shift.Dispose();
        Assert.Equal(["shift"], module.summary().Entries.Where(static entry => entry.IsDisposed).Select(static entry => entry.Key));

        module.Dispose();
        Assert.Equal(
            ["scale", "shift"], module.summary().Entries.Where(static entry => entry.IsDisposed).Select(static entry => entry.Key));
    }

    [Fact]
    public void A_module_that_is_disposed_or_half_built_has_a_summary()
    {
        var block = new Block();
        block.Dispose();
        Assert.All(block.summary().Entries, static entry => Assert.True(entry.IsDisposed));
        Assert.Equal(0, block.summary().Bytes);
        Assert.NotEmpty(block.summary().ToString());

        using var half = new Model();
        half.heads.Clear();
        Assert.NotEmpty(half.summary().ToString());
        using Module empty = Dropout();
        Assert.Empty(empty.summary().Entries);
        Assert.StartsWith("Dropout\n", empty.summary().ToString());
        Assert.Throws<ArgumentNullException>(() => ((Module)null!).summary());
    }

    [Fact]
    public void Long_keys_and_shapes_are_shortened_in_the_middle()
    {
        Module deep = Linear(1, 1, hasBias: false);
        for (int i = 0; i < 40; i++)
        {
            deep = Sequential(("level" + i, (Module<Tensor, Tensor>)deep));
        }

        deep.register_buffer("wide", ones([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 100]));
        using var model = new Model { again = deep, tied = ((Linear)deep.modules().Last()).weight };

        string[] lines = model.summary().ToString().Split('\n');

        Assert.All(lines, static line => Assert.True(line.Length <= 120, line));
        Assert.Contains(
            lines,
            static line => line.StartsWith("  again.level39.", StringComparison.Ordinal)
                && line.Contains("...", StringComparison.Ordinal)
                && line.Contains("weight  parameter", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            static line => line.Contains("...", StringComparison.Ordinal)
                && line.EndsWith("weight is tied with tied", StringComparison.Ordinal));
        using var named =
            new AModuleWithANameThatIsSoLongThatNoTerminalShowsItInOneLineAndNoReaderEverReadsItToItsVeryEndAndThatCSharpWhichSaysLittleOfHowLongANameMayBeStillIsAllowed();
        Assert.Matches("^AModule.*\\.\\.\\..*IsAllowed$", named.summary().ToString().Split('\n')[0]);
        Assert.Equal(120, named.summary().ToString().Split('\n')[0].Length);
    }

    [Theory]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1024 * 1024, "1.0 MiB")]
    [InlineData((1024 * 1024) - 1, "1.0 MiB")]
    public void Sizes_have_readable_units(long bytes, string expected)
    {
        using Module module = Sequential();
        module.register_buffer("x", zeros(1, dtype: ScalarType.Byte, device: META).expand(bytes));

        Assert.EndsWith($"Size: {expected}", module.summary().ToString());
    }
}
