using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.StateDicts;

/// <summary>S8 in bytes: four times the depth costs about four times as much, through every kind of parent.</summary>
public partial class AllocationTests
{
    private sealed class HandWritten : Module
    {
        private readonly Module next;
        private readonly Tensor mask = ones(1);

        public HandWritten(Module next)
            : base(nameof(HandWritten))
        {
            this.next = next;
            RegisterComponents();
        }

        public (Module Next, Tensor Mask) Members => (next, mask);
    }

    [Module]
    internal sealed partial class Generated(Module next) : Module(nameof(Generated))
    {
        private readonly Module next = next;
        private Parameter scale = Parameter(ones(1));
        [Buffer] private Tensor mask = ones(1);
    }

    [Module]
    internal sealed partial class Collecting(Module next) : Module(nameof(Collecting))
    {
        [Submodule] private readonly List<Module> next = [next];
        [Buffer] private readonly Tensor[] masks = [ones(1)];
    }

    [Module]
    internal sealed partial class Listing(Module next) : Module(nameof(Listing))
    {
        private readonly ModuleList<Module> next = ModuleList(next);
        private Parameter scale = Parameter(ones(1));
    }

    private static readonly Dictionary<string, Func<Module, Module>> s_links = new()
    {
        ["generated"] = next => new Generated(next),
        ["hand-written"] = next => new HandWritten(next),
        ["collections"] = next => new Collecting(next),
        ["ModuleList"] = next => new Listing(next),
        ["in turn"] = next => new Generated(new HandWritten(new Collecting(new Listing(next)))),
    };

    public static TheoryData<string> Links => [.. s_links.Keys];

    [Theory]
    [MemberData(nameof(Links))]
    public void Reads_are_linear_in_the_depth(string link)
    {
        using Module shallow = Chain(s_links[link], 25);
        using Module deep = Chain(s_links[link], 100);

        Assert.InRange(Ratio(shallow, deep, static module => module.state_dict().Keys), 3, 6);
        Assert.InRange(Ratio(shallow, deep, static module => module.named_parameters().Select(entry => entry.name)), 3, 6);
        Assert.InRange(Ratio(shallow, deep, static module => module.named_buffers().Select(entry => entry.Item1)), 3, 6);
    }

    [Fact]
    public void TorchSharps_are_not()
    {
        using Module shallow = Chain(s_links["hand-written"], 25).named_children().Single().module;
        using Module deep = Chain(s_links["hand-written"], 100).named_children().Single().module;

        Assert.True(Ratio(shallow, deep, static module => module.state_dict().Keys) > 16);
    }

    /// <summary>Under a generated root, which is what asks.</summary>
    private static Generated Chain(Func<Module, Module> link, int depth)
    {
        Module chain = Linear(1, 1);
        for (int i = 0; i < depth; i++)
        {
            chain = link(chain);
        }

        return new Generated(chain);
    }

    private static double Ratio(Module shallow, Module deep, Func<Module, IEnumerable<string>> read) =>
        (double)Allocated(deep, read) / Allocated(shallow, read);

    /// <summary>Without the characters of the keys and of their prefixes, of which the deeper have more.</summary>
    private static long Allocated(Module module, Func<Module, IEnumerable<string>> read)
    {
        string[] keys = [.. read(module)];
        HashSet<string> prefixes = [
            .. keys.SelectMany(static key => key.Select((letter, index) => letter == '.' ? key[..(index + 1)] : ""))
                .Where(static prefix => prefix.Length > 0)
        ];
        long characters = keys.Sum(static key => key.Length) + prefixes.Sum(static prefix => prefix.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        read(module);
        return GC.GetAllocatedBytesForCurrentThread() - before - (2 * characters);
    }
}
