using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.StateDicts;

/// <summary>S8: one walk, whatever the depth. Counted, not timed.</summary>
public partial class CostTests
{
    /// <summary>Counts how often it is asked for its parameters and buffers.</summary>
    private sealed class Counter : Module
    {
        private readonly Tensor mask = ones(1);
        private readonly Parameter weight = Parameter(ones(1));

        public Counter()
            : base(nameof(Counter)) => RegisterComponents();

        public int Asked { get; set; }

        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
        {
            Asked++;
            return [("weight", weight)];
        }

        public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
        {
            Asked++;
            return [("mask", mask)];
        }
    }

    private sealed class HandWrittenLink : Module
    {
        private readonly Module next;

        public HandWrittenLink(Module next)
            : base(nameof(HandWrittenLink))
        {
            this.next = next;
            RegisterComponents();
        }

        public Module Next => next;
    }

    [Module]
    internal sealed partial class Link(Module next) : Module(nameof(Link))
    {
        private readonly Module next = next;
    }

    [Fact]
    public void A_state_dict_asks_each_module_once_at_any_depth()
    {
        Assert.True(Count(counter => Chain(counter, 8, next => new HandWrittenLink(next)), module => module.state_dict()) > 16);

        Func<Module, Module> link = next => new Link(next);
        Assert.Equal(2, Count(counter => Chain(counter, 1, link), module => module.state_dict()));
        Assert.Equal(2, Count(counter => Chain(counter, 50, link), module => module.state_dict()));
    }

    [Fact]
    public void Lists_ask_each_module_once_at_any_depth()
    {
        Module FiftyLinks(Module counter) => Chain(counter, 50, next => new Link(next));

        Assert.Equal(1, Count(FiftyLinks, module => Assert.Single(module.named_parameters())));
        Assert.Equal(1, Count(FiftyLinks, module => Assert.Single(module.named_buffers())));
    }

    /// <summary>Counts how often it is asked what its state is.</summary>
    [Module]
    internal partial class Declared() : Module(nameof(Declared))
    {
        private Parameter weight = Parameter(ones(1));
        [Buffer] private Tensor mask = ones(1);
        [Submodule] private readonly List<Linear> layers = [Linear(1, 1)];
    }

    private sealed class CountsVisits : Declared
    {
        public int Visits { get; private set; }

        protected override void VisitState(StateVisitor visitor)
        {
            Visits++;
            base.VisitState(visitor);
        }
    }

    public static TheoryData<string, Action<Module>> Reads => new()
    {
        { "state_dict", static module => module.state_dict() },
        { "named_parameters", static module => module.named_parameters() },
        { "named_buffers", static module => module.named_buffers() },
        { "named_modules", static module => module.named_modules() },
        { "named_children", static module => module.named_children() },
    };

    /// <summary>S19.</summary>
    [Theory]
    [MemberData(nameof(Reads))]
    public void A_read_asks_each_generated_module_once_what_its_state_is(string name, Action<Module> read)
    {
        var counter = new CountsVisits();
        using Module root = Chain(counter, name == "named_children" ? 0 : 8, next => new Link(next));
        read(root);
        int before = counter.Visits;

        read(root);

        Assert.Equal(1, counter.Visits - before);
    }

    private static Module Chain(Module end, int depth, Func<Module, Module> link)
    {
        Module chain = end;
        for (int i = 0; i < depth; i++)
        {
            chain = link(chain);
        }

        return chain;
    }

    private static int Count(Func<Module, Module> build, Action<Module> ask)
    {
        var counter = new Counter();
        using Module root = build(counter);
        ask(root);
        counter.Asked = 0;
        ask(root);
        return counter.Asked;
    }
}
