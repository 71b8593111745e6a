using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>Buffers that require a gradient, and state that was computed from other state.</summary>
public partial class GraphTests
{
    [Module]
    internal sealed partial class Computed() : Module<Tensor, Tensor>(nameof(Computed))
    {
        public Parameter Source = Parameter(ones(2));
        [Buffer] public Tensor Result = zeros(2);
        [Buffer(Persistent = false)] public Tensor? Same;
        public readonly Linear Layer = Linear(2, 2, hasBias: false);

        public override Tensor forward(Tensor x) => x * Result;
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void One_can_differentiate_through_the_conversion_of_a_computed_buffer(ScalarType dtype)
    {
        using var module = new Computed();
        module.Result = module.Same = (module.Source * 2).exp();

        module.to(dtype);

        Assert.Equal(dtype, module.Result.dtype);
        Assert.Same(module.Result, module.Same);
        Assert.Same(module.Result, module.state_dict()["Result"]);
        module.Result.sum().backward();
        Assert.Equal(dtype, module.Source.dtype);
        Assert.Equal(29.56, module.Source.grad!.sum().to(ScalarType.Float64).item<double>(), 0.2);
    }

    [Fact]
    public void A_computed_parameter_becomes_a_leaf_as_it_is_one_in_PyTorch()
    {
        using var module = new Computed();
        module.Layer.weight = new Parameter(module.Source * ones(2, 2));

        module.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, module.Layer.weight.dtype);
        Assert.True(module.Layer.weight.is_leaf);
        using Tensor output = module.Layer.call(ones(1, 2, float64));
        Assert.Equal([2.0, 2.0], output.data<double>().ToArray());
    }

    [Fact]
    public void A_buffer_that_requires_a_gradient_goes_on_doing_so()
    {
        using var module = new Computed();
        module.Result.requires_grad = true;
        module.call(ones(2)).sum().backward();

        module.to(ScalarType.Float64);
        Assert.True(module.Result is { requires_grad: true, is_leaf: true });
        Assert.Equal(ScalarType.Float64, module.Result.grad!.dtype);
        module.call(ones(2, float64)).sum().backward();
        Assert.Equal([2.0, 2.0], module.Result.grad!.data<double>().ToArray());

        module.to(DeviceType.META);
        Assert.True(module.Result is { requires_grad: true, is_leaf: true, device_type: DeviceType.META });
        Assert.Equal(DeviceType.META, module.Result.grad!.device_type);
    }

    [Module]
    internal sealed partial class Sparse() : Module<Tensor, Tensor>(nameof(Sparse))
    {
        public readonly Embedding Tokens = Embedding(4, 2, sparse: true);

        public override Tensor forward(Tensor x) => Tokens.call(x);
    }

    [Fact]
    public void A_sparse_gradient_moves_with_its_parameter()
    {
        using var module = new Sparse();
        module.call(zeros(1, int64)).sum().backward();
        Parameter weight = module.Tokens.weight!;
        Assert.True(weight.grad!.is_sparse);

        module.to(ScalarType.Float64);

        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (weight.dtype, weight.grad!.dtype));
        module.call(zeros(1, int64)).sum().backward();
        Assert.Equal(4, weight.grad!.to_dense().sum().item<double>());
    }
}
