using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Inheritance;

/// <summary>S10: a base constructor that asks for its state reflects on a hand-written class whose constructor has not run yet.</summary>
public partial class EarlyReadTests
{
    [Module]
    internal partial class Base : PassThrough
    {
        public Parameter weight = Parameter(ones(1));

        public Base(string early)
        {
            switch (early)
            {
                case "RegisterComponents":
                    RegisterComponents();
                    break;
                case "parameters":
                    _ = parameters().Count();
                    break;
                case "apply":
                    apply(static _ => { });
                    break;
                case "state_dict":
                    state_dict();
                    break;
            }
        }
    }

    private sealed class Derived : Base
    {
        public readonly Tensor early = ones(1);
        public readonly Tensor mask;
        [ComponentName(Name = "gain")]
        private readonly Parameter _gain;
        public readonly Linear fc;

        public Derived(string early)
            : base(early)
        {
            mask = ones(1);
            _gain = Parameter(ones(1));
            fc = Linear(1, 1, hasBias: false);
            RegisterComponents();
        }

        public Tensor? Cache { get; private set; }

        public Parameter Gain => _gain;

        public override Tensor forward(Tensor x) => Cache = x.clone();
    }

    /// <summary>Names that both classes use, and two fields under one key.</summary>
    private class Lower : Base
    {
        private readonly Tensor? _cache = ones(1);
        [ComponentName(Name = "fc")]
        private readonly Linear _first = Linear(1, 1, hasBias: false);

        public Lower()
            : base("parameters")
        {
        }

        public Tensor? LowerCache => _cache;

        public Linear First => _first;
    }

    private sealed class Upper : Lower
    {
        private readonly Tensor? _cache;
        public readonly Linear fc = Linear(1, 1, hasBias: false);
        public readonly Tensor dead;
        public readonly Parameter spent;

        public Upper(Tensor? cache)
        {
            (_cache, dead, spent) = (cache, ones(1), Parameter(ones(1)));
            dead.Dispose();
            spent.Dispose();
            RegisterComponents();
        }

        public Tensor? UpperCache => _cache;
    }

    /// <summary>The trap: TorchSharp looks once.</summary>
    private class HandWrittenBase : PassThrough
    {
        public readonly Parameter weight = Parameter(ones(1));

        public HandWrittenBase() => RegisterComponents();
    }

    private sealed class HandWrittenDerived : HandWrittenBase
    {
        public readonly Tensor mask;

        public HandWrittenDerived()
        {
            mask = ones(1);
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Parent(Base child) : PassThrough
    {
        public readonly ModuleList<Base> list = ModuleList(child);
    }

    [Fact]
    public void TorchSharp_loses_what_the_derived_constructor_assigns_T02()
    {
        using var module = new HandWrittenDerived();

        Assert.Equal(["weight"], module.state_dict().Keys);
        Assert.NotNull(module.mask);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("RegisterComponents")]
    [InlineData("parameters")]
    [InlineData("apply")]
    [InlineData("state_dict")]
    public void RegisterComponents_at_the_end_of_the_derived_constructor_registers_what_it_assigned(string early)
    {
        using var module = new Derived(early);

        Assert.Equal(["early", "fc.weight", "gain", "mask", "weight"], module.state_dict().Keys.Order());
        Assert.Equal(module.state_dict().Keys, module.state_dict().Keys.Distinct());
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        Assert.Same(module.mask, module.get_buffer("mask"));
        Assert.Same(module.Gain, module.get_parameter("gain"));
    }

    /// <summary>As in TorchSharp: what is assigned later, on purpose perhaps, is not state.</summary>
    [Fact]
    public void What_forward_assigns_stays_out()
    {
        using var module = new Derived("parameters");
        module.call(ones(1)).Dispose();
        module.state_dict();

        using var parent = new Parent(module);
        parent.state_dict();
        string[] keys = [.. module.state_dict().Keys];
        module.call(ones(1));
        parent.list.Add(new Base("nothing"));

        Assert.Equal(keys.Length + 1, parent.state_dict().Count);
        Assert.Equal(keys, module.state_dict().Keys);
    }

    /// <summary>The list registers its elements anew, and the last of them is no new one.</summary>
    [Fact]
    public void A_list_that_got_an_element_in_front_has_no_part_in_it()
    {
        using var parent = new Parent(new Base("nothing"));
        parent.state_dict();
        parent.list.Insert(0, new Base("nothing"));
        parent.state_dict();

        using var module = new Derived("parameters");

        Assert.Equal(["early", "fc.weight", "gain", "mask", "weight"], module.state_dict().Keys.Order());
    }

    /// <summary>T03: of two fields with one name the derived one counts, whatever it holds. What is dead by then is no state.</summary>
    [Fact]
    public void Of_fields_that_share_a_name_or_a_key_the_derived_one_counts_and_dead_ones_do_not()
    {
        using var module = new Upper(cache: null);

        Assert.Equal(["fc.weight", "weight"], module.state_dict().Keys.Order());
        Assert.Same(module.fc, module.named_children().Single().module);
        Assert.NotNull(module.LowerCache);
        Assert.Null(module.UpperCache);
        Assert.NotSame(module.First, module.fc);
    }
}
