using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>A child that is not generated moves by code of its own, which may skip what it should move, or throw.</summary>
public partial class HandWrittenChildTests
{
    private sealed class Child : Module<Tensor, Tensor>
    {
        public readonly Linear Inner = Linear(2, 2);

        public Child()
            : base(nameof(Child)) => RegisterComponents();

        public bool Throws { get; set; }

        protected override Module _to(ScalarType dtype, bool non_blocking) =>
            Throws ? throw new NotSupportedException("not today") : base._to(dtype, non_blocking);

        protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
            Throws ? throw new NotSupportedException("not today") : base._to(deviceType, deviceIndex, non_blocking);

        public override Tensor forward(Tensor x) => Inner.call(x);
    }

    [Module]
    private sealed partial class Parent : Module<Tensor, Tensor>
    {
        public readonly Linear First = Linear(2, 2);
        public readonly Child Child = new();
        [Buffer] public Tensor Mean = ones(2);
        [Buffer] public Tensor? Shared;
        public Parameter? Head;

        public Parent()
            : base(nameof(Parent))
        {
        }

        public override Tensor forward(Tensor x) => Child.call(First.call(x)) + Mean;
    }

    [Fact]
    public void What_a_child_would_not_move_again_moves()
    {
        using var parent = new Parent();
        parent.to(DeviceType.META);
        Tensor late = ones(2);
        parent.Shared = late;
        parent.Child.register_buffer("late", late);

        parent.to(DeviceType.META);
        parent.to(DeviceType.META);

        Assert.Same(late, parent.Shared);
        Assert.Same(late, parent.Child.get_buffer("late"));
        Assert.Equal(DeviceType.META, late.device_type);
    }

    [Fact]
    public void A_dtype_move_that_a_child_refuses_changes_nothing()
    {
        using var parent = new Parent();
        parent.Child.Throws = true;

        var error = Assert.Throws<InvalidOperationException>(() => parent.to(ScalarType.Float64));

        Assert.Contains("Parent.Child (Child) could not be moved by its own .to. not today", error.Message, StringComparison.Ordinal);
        Assert.All(parent.state_dict().Values, tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        using Tensor output = parent.call(ones(1, 2));
        Assert.Equal(ScalarType.Float32, output.dtype);
    }

    [Fact]
    public void A_device_move_that_a_child_refuses_leaves_every_member_valid()
    {
        using var parent = new Parent();
        parent.Head = parent.First.weight;
        parent.Child.Throws = true;

        Assert.Throws<InvalidOperationException>(() => parent.to(DeviceType.META));

        Assert.Equal(DeviceType.CPU, parent.Mean.device_type);
        Assert.Same(parent.First.weight, parent.Head);
        Assert.All(parent.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
        parent.Child.Throws = false;
        parent.to(DeviceType.META);
        Assert.All(parent.state_dict().Values, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    [Module]
    private sealed partial class Between() : Module<Tensor, Tensor>(nameof(Between))
    {
        public readonly Linear First = Linear(2, 2);
        public readonly Child Child = new() { Throws = true };
        [Buffer] public Tensor Mean = ones(2);
        public readonly Linear Last = Linear(2, 2);
        public Child? Second;

        public override Tensor forward(Tensor x) => Last.call(Child.call(First.call(x))) + Mean;
    }

    /// <summary>Its own <c>.to</c> disposes the weights of a layer, of which nothing is left on <c>meta</c>.</summary>
    [Fact]
    public void A_move_to_meta_that_a_child_refuses_loses_no_data_around_it()
    {
        using var between = new Between();
        Dictionary<string, Tensor> before = between.state_dict();
        using Tensor expected = between.call(ones(1, 2));

        Assert.Throws<InvalidOperationException>(() => between.to(DeviceType.META));

        Assert.All(between.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
        using Tensor output = between.call(ones(1, 2));
        Assert.True(output.allclose(expected));
    }

    [Fact]
    public void What_has_moved_to_meta_before_the_child_that_refused_comes_back()
    {
        using var between = new Between { Second = new Child { Throws = true } };
        between.Child.Throws = false;
        Dictionary<string, Tensor> before = between.state_dict();
        using Tensor expected = between.call(ones(1, 2));

        var error = Assert.Throws<InvalidOperationException>(() => between.to(DeviceType.META));

        Assert.Contains("Between.Second (Child) could not be moved by its own .to. not today", error.Message, StringComparison.Ordinal);
        Assert.All(between.state_dict(), entry => Assert.Same(before[entry.Key], entry.Value));
        using Tensor output = between.call(ones(1, 2));
        Assert.True(output.allclose(expected));
        between.Child.to(DeviceType.META);
        Assert.All(between.Child.parameters(), static parameter => Assert.Equal(DeviceType.META, parameter.device_type));
    }

    /// <summary>Moves a module of another tree ahead of its own child.</summary>
    private sealed class Detour : Module<Tensor, Tensor>
    {
        public readonly Leaf Inner = new();
        public readonly Leaf[] Others = [new()];

        public Detour()
            : base(nameof(Detour)) => RegisterComponents();

        protected override Module _to(ScalarType dtype, bool non_blocking)
        {
            Others[0].to(dtype);
            return base._to(dtype, non_blocking);
        }

        public override Tensor forward(Tensor x) => Inner.call(x);
    }

    [Module]
    private sealed partial class OverDetour : Module
    {
        public readonly Detour Child = new();
        [Buffer(KeepDtype = true)] public Tensor Kept;

        public OverDetour()
            : base(nameof(OverDetour)) => Kept = Child.Inner.Mean;
    }

    [Fact]
    public void A_move_within_the_move_does_not_end_what_the_one_around_it_keeps()
    {
        using var module = new OverDetour();

        module.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float32, module.Kept.dtype);
        Assert.Equal(ScalarType.Float64, module.Child.Inner.Weight.dtype);
        Assert.Equal(ScalarType.Float64, module.Child.Others[0].Weight.dtype);
    }

    [Fact]
    public void A_gradient_comes_back_with_the_data_of_a_child_that_refuses()
    {
        using var parent = new Parent();
        parent.call(ones(1, 2)).sum().backward();
        Parameter weight = parent.Child.Inner.weight;
        using Tensor grad = weight.grad!.clone();
        parent.Child.Throws = true;
        using (DisposeScope scope = NewDisposeScope())
        {
            Assert.Throws<InvalidOperationException>(() => parent.to(ScalarType.Float64));
            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (weight.dtype, weight.grad!.dtype));
        Assert.True(weight.grad!.equal(grad).all().item<bool>());
        parent.Child.Throws = false;
        parent.to(ScalarType.Float64);
        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (weight.dtype, weight.grad!.dtype));
    }

    [Fact]
    public void A_child_that_runs_out_of_memory_gets_its_old_data_back()
    {
        using var parent = new Parent();
        parent.Child.register_buffer("huge", ones(1).expand(1L << 48));

        var error = Assert.Throws<InvalidOperationException>(() => parent.to(ScalarType.Float64));

        Assert.StartsWith("Parent.Child.huge could not be moved; the module is unchanged.", error.Message, StringComparison.Ordinal);
        Assert.All(parent.state_dict().Values, tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
    }

    private sealed class Holder : Module<Tensor, Tensor>
    {
        public readonly Tensor Table;

        public Holder(Tensor table)
            : base(nameof(Holder))
        {
            Table = table;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x * Table;
    }

    [Module]
    private sealed partial class Keeper(Tensor table) : Module<Tensor, Tensor>(nameof(Keeper))
    {
        public readonly Holder Holder = new(table);
        [Buffer(KeepDtype = true)] public Tensor Table = table;

        public override Tensor forward(Tensor x) => Holder.call(x) * Table;
    }

    /// <summary>TorchSharp's <c>.to</c> would convert it for the child, and dispose it for all.</summary>
    [Fact]
    public void A_child_does_not_convert_what_its_parent_keeps()
    {
        using var keeper = new Keeper(ones(2));

        keeper.half();

        Assert.Same(keeper.Table, keeper.Holder.Table);
        Assert.False(keeper.Table.IsInvalid);
        Assert.Equal(ScalarType.Float32, keeper.Table.dtype);
    }

    [Fact]
    public void A_child_takes_over_the_device_of_what_its_parent_keeps_and_not_the_dtype()
    {
        using var keeper = new Keeper(ones(2));

        keeper.to(META, ScalarType.Float64);

        Assert.Same(keeper.Table, keeper.Holder.Table);
        Assert.Same(keeper.Table, keeper.Holder.get_buffer("Table"));
        Assert.Equal((ScalarType.Float32, DeviceType.META), (keeper.Table.dtype, keeper.Table.device_type));
    }

    private sealed class Scaled : Module
    {
        public readonly Parameter Scale = Parameter(ones(2));
        public readonly Tensor Steps = tensor(7L);

        public Scaled()
            : base(nameof(Scaled)) => RegisterComponents();
    }

    private sealed class Outer : Module
    {
        public readonly Scaled Inner = new();

        public Outer()
            : base(nameof(Outer)) => RegisterComponents();
    }

    [Module]
    private sealed partial class KeepsParameter : Module
    {
        public readonly Outer Outer = new();
        [Buffer(KeepDtype = true)] public Tensor? Kept;
        [Buffer] public Tensor Mean = ones(2);

        public KeepsParameter()
            : base(nameof(KeepsParameter))
        {
        }
    }

    /// <summary>TorchSharp's <c>.to</c> makes both anew and disposes what others hold.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_must_stay_stays_in_a_child_of_a_child(bool kept)
    {
        using var module = new KeepsParameter();
        (Parameter scale, Tensor steps) = (module.Outer.Inner.Scale, module.Outer.Inner.Steps);
        module.Kept = kept ? scale : null;

        module.to(ScalarType.Float64);

        Assert.Same(scale, module.Outer.Inner.Scale);
        Assert.Same(steps, module.Outer.Inner.Steps);
        Assert.Equal((kept ? ScalarType.Float32 : ScalarType.Float64, 7), (scale.dtype, steps.item<long>()));
        Assert.Equal(ScalarType.Float64, module.Mean.dtype);
    }

    [Module]
    private sealed partial class Nested : Module<Tensor, Tensor>
    {
        public readonly ModuleList<ModuleDict<Linear>> Blocks = new();

        public Nested()
            : base(nameof(Nested)) => Blocks.Add(ModuleDict(("a", Linear(2, 2))));

        public override Tensor forward(Tensor x) => x;
    }

    [Fact]
    public void A_list_of_dictionaries_moves()
    {
        using var nested = new Nested();

        nested.to(DeviceType.META);

        Assert.NotEmpty(nested.state_dict());
        Assert.All(nested.state_dict().Values, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    [Module]
    private sealed partial class TwoHolders(Tensor tensor) : Module<Tensor, Tensor>(nameof(TwoHolders))
    {
        [Buffer] public Tensor Before = tensor;
        [Buffer(KeepDtype = true)] public Tensor Kept = tensor;
        [Buffer] public Tensor After = tensor;

        public override Tensor forward(Tensor x) => x;
    }

    [Fact]
    public void KeepDtype_holds_for_all_who_share_the_tensor()
    {
        using var module = new TwoHolders(ones(2));

        module.half();

        Assert.Equal(ScalarType.Float32, module.Kept.dtype);
        Assert.Same(module.Kept, module.Before);
        Assert.Same(module.Kept, module.After);

        module.to(META, ScalarType.Float64);

        Assert.Equal((ScalarType.Float32, DeviceType.META), (module.Kept.dtype, module.Kept.device_type));
        Assert.Same(module.Kept, module.Before);
        Assert.Same(module.Kept, module.After);
    }

    private sealed class SparseChild : Module
    {
        public readonly Embedding Tokens = Embedding(4, 2, sparse: true);

        public SparseChild()
            : base(nameof(SparseChild)) => RegisterComponents();

        protected override Module _to(ScalarType dtype, bool non_blocking) => throw new NotSupportedException("not today");
    }

    [Module]
    private sealed partial class OverSparse() : Module(nameof(OverSparse))
    {
        public readonly SparseChild Child = new();
        [Buffer] public Tensor Mean = ones(2);
    }

    [Fact]
    public void A_sparse_gradient_comes_back_too()
    {
        using var module = new OverSparse();
        module.Child.Tokens.call(zeros(1, int64)).sum().backward();
        Parameter weight = module.Child.Tokens.weight!;

        Assert.Throws<InvalidOperationException>(() => module.to(ScalarType.Float64));

        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (weight.dtype, weight.grad!.dtype));
        Assert.Equal(2, weight.grad!.to_dense().sum().item<float>());
    }

    private sealed class Counting : Module
    {
        public readonly Wrapping? below;
        private readonly Linear last = Linear(1, 1);

        public Counting(Wrapping? below)
            : base(nameof(Counting))
        {
            this.below = below;
            RegisterComponents();
        }

        public int Moves { get; private set; }

        protected override Module _to(ScalarType dtype, bool non_blocking)
        {
            Moves++;
            return base._to(dtype, non_blocking);
        }

        protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
        {
            Moves++;
            return base._to(deviceType, deviceIndex, non_blocking);
        }
    }

    [Module]
    private sealed partial class Wrapping(Counting child) : Module(nameof(Wrapping))
    {
        public readonly Counting child = child;
        [Buffer] private Tensor mask = ones(1);
    }

    /// <summary>Hand-written and generated modules by turns: each that has a <c>.to</c> of its own is asked once.</summary>
    [Fact]
    public void Each_hand_written_module_of_a_mixed_tree_is_moved_once()
    {
        var inner = new Counting(null);
        var outer = new Counting(new Wrapping(inner));
        using var root = new Wrapping(outer);

        root.to(ScalarType.Float64);
        Assert.Equal((1, 1), (outer.Moves, inner.Moves));
        root.to(DeviceType.META);
        Assert.Equal((2, 2), (outer.Moves, inner.Moves));

        Support.StateAssert.Has(ScalarType.Float64, root);
        Support.StateAssert.On(DeviceType.META, root);
    }
}
