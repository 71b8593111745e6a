using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>S17: what fails leaves every member valid and says which one it was.</summary>
public partial class FailureTests
{
    [Module]
    internal sealed partial class Recipes() : Module<Tensor, Tensor>(nameof(Recipes))
    {
        [Buffer(Init = nameof(BuildMask))] public Tensor Mask = ones(2, device: META);
        [Buffer(Init = nameof(Fail))] public Tensor Broken = ones(2, device: META);

        public bool Works { get; set; }

        private Tensor BuildMask() => full([2], 3f);

        private Tensor Fail(Device device) =>
            Works ? full([2], 4f, device: device) : throw new InvalidOperationException("no recipe today");

        public override Tensor forward(Tensor x) => x * Mask * Broken;
    }

    [Fact]
    public void A_meta_tensor_without_data_is_named()
    {
        using var leaf = new Leaf();
        leaf.to(DeviceType.META);

        var error = Assert.Throws<InvalidOperationException>(() => leaf.cpu());

        Assert.Contains("Leaf.Weight could not be moved", error.Message, StringComparison.Ordinal);
        Assert.Contains("Cannot copy out of meta tensor; no data!", error.Message, StringComparison.Ordinal);
        Assert.All(leaf.state_dict().Values, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    [Fact]
    public void Many_tensors_without_data_are_said_once_with_the_way_out()
    {
        using var leaf = new Leaf();
        leaf.to(DeviceType.META);

        var error = Assert.Throws<InvalidOperationException>(() => leaf.cpu());

        Assert.Equal(
            "Leaf.Weight could not be moved; the module is unchanged. Cannot copy out of meta tensor; no data! 4 more tensor(s) of the module have none. "
            + "Give the module tensors with data by load_state_dict(..., assign: true), give a buffer a recipe, [Buffer(Init = ...)], or build the module on a real device.",
            error.Message);
    }

    [Module]
    internal sealed partial class SharedRecipe : Module
    {
        [Buffer] public Tensor Before = ones(2, device: META);
        [Buffer(Init = nameof(Build))] public Tensor Built;
        [Buffer] public Tensor After;

        public SharedRecipe()
            : base(nameof(SharedRecipe)) => Built = After = Before;

        private Tensor Build(Device device) => full([2], 3f, device: device);
    }

    [Fact]
    public void A_recipe_of_one_holder_serves_all()
    {
        using var module = new SharedRecipe();

        module.cpu();

        Assert.Equal([3f, 3f], module.Built.data<float>().ToArray());
        Assert.Same(module.Built, module.Before);
        Assert.Same(module.Built, module.After);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_recipe_builds_requires_a_gradient_where_the_old_one_did(bool requiresGrad)
    {
        using var module = new SharedRecipe();
        module.Built.requires_grad = requiresGrad;

        module.cpu();

        Assert.Equal(requiresGrad, module.Built.requires_grad);
        Assert.Equal([3f, 3f], module.Before.detach().data<float>().ToArray());
    }

    [Module]
    internal sealed partial class RecipesOfAnotherDtype() : Module(nameof(RecipesOfAnotherDtype))
    {
        [Buffer(Init = nameof(Build), KeepDtype = true)] public Tensor Kept = ones(2, device: META);
        [Buffer(Init = nameof(Build), KeepDtype = true, Persistent = false)] public Tensor KeptUnsaved = ones(2, device: META);
        [Buffer(Init = nameof(Build))] public Tensor Free = ones(2, device: META);
        [Buffer(Init = nameof(Build))] public Tensor Count = ones(2, dtype: ScalarType.Int64, device: META);

        private Tensor Build() => full([2], 3, dtype: ScalarType.Float16);
    }

    [Fact]
    public void What_a_recipe_builds_gets_the_dtype_of_the_move_or_keeps_that_of_the_old_one()
    {
        using var module = new RecipesOfAnotherDtype();

        module.to(CPU, ScalarType.Float64);

        Assert.Equal(
            [ScalarType.Float32, ScalarType.Float32, ScalarType.Float64, ScalarType.Int64],
            new[] { module.Kept, module.KeptUnsaved, module.Free, module.Count }.Select(static tensor => tensor.dtype));
    }

    [Module]
    internal sealed partial class TwoRecipes : Module
    {
        [Buffer(Init = nameof(BuildFirst))] public Tensor First = ones(2, device: META);
        [Buffer(Init = nameof(BuildSecond))] public Tensor Second;

        public TwoRecipes()
            : base(nameof(TwoRecipes)) => Second = First;

        private Tensor BuildFirst() => full([2], 3f);

        private Tensor BuildSecond() => full([4], 5f);
    }

    [Fact]
    public void Of_two_recipes_for_one_buffer_the_first_counts()
    {
        using var module = new TwoRecipes();

        module.cpu();

        Assert.Equal([3f, 3f], module.Second.data<float>().ToArray());
        Assert.Same(module.First, module.Second);
    }

    [Fact]
    public void A_recipe_that_fails_leaves_the_others_where_they_were_and_a_later_move_works()
    {
        using var module = new Recipes();
        Tensor mask = module.Mask;

        var error = Assert.Throws<InvalidOperationException>(() => module.cpu());
        Assert.Contains("Recipes.Broken", error.Message, StringComparison.Ordinal);
        Assert.Contains("no recipe today", error.Message, StringComparison.Ordinal);
        Assert.Same(mask, module.Mask);
        Assert.False(mask.IsInvalid);

        module.Works = true;
        module.cpu();
        Assert.Equal([3f, 3f], module.Mask.data<float>().ToArray());
        Assert.Equal([4f, 4f], module.Broken.data<float>().ToArray());
        Assert.Same(mask, module.Mask);
    }

    [Fact]
    public void A_dtype_that_no_module_can_have_is_refused()
    {
        using var leaf = new Leaf();

        var error = Assert.Throws<ArgumentException>(() => leaf.to(ScalarType.Int64));

        Assert.Contains(
            "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=Int64",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(ScalarType.Float32, leaf.Weight.dtype);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused()
    {
        Assert.SkipWhen(cuda.is_available(), "This shows the error of a host without CUDA.");
        using var leaf = new Leaf();

        Assert.Throws<InvalidOperationException>(() => leaf.cuda());

        Assert.All(leaf.state_dict().Values, tensor => Assert.Equal(DeviceType.CPU, tensor.device_type));
    }
}
