using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Shapes;

/// <summary>Where the shape of a class or member could change what the generated code does, it does the same.</summary>
public class ShapeBehaviorTests
{
    [Fact]
    public void Generic_nested_and_derived_class_has_its_state_under_its_keys()
    {
        using var module = new Block<LayerNorm>.Gated(LayerNorm(1), PReLU(1));

        Assert.Equal(["mask", "gate", "norm.weight", "norm.bias", "activation.weight"], module.state_dict().Keys);
        module.to(ScalarType.Float64);
        Assert.All(module.state_dict().Values, static tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
    }

    [Fact]
    public void Volatile_field_follows_a_move_that_makes_a_new_tensor()
    {
        using var module = new Block<LayerNorm>.Gated(LayerNorm(1), PReLU(1));

        module.to(DeviceType.META);

        Assert.All(module.named_buffers(), static buffer => Assert.Equal(DeviceType.META, buffer.buffer.device_type));
        Assert.Equal(["mask", "gate"], module.named_buffers().Select(static buffer => buffer.name));
    }

    [Fact]
    public void Parts_of_a_class_are_one_module()
    {
        using var module = new Holder.INested.InParts();

        Assert.Equal(["first", "second.weight"], module.state_dict().Keys);
    }

    [Fact]
    public void Override_of_a_property_is_the_state_and_is_there_once()
    {
        using var module = new Replacing();

        Assert.Equal(["Auto", "Partial", "Head.weight"], module.state_dict().Keys);
        Assert.Equal([3, 1], module.get_parameter("Head.weight")!.shape);
        Assert.Same(module.Auto, module.get_buffer("Auto"));
        Assert.Same(module.Partial, module.get_buffer("Partial"));
    }

    [Fact]
    public void Override_of_a_property_gets_the_tensor_that_a_move_makes()
    {
        using var module = new Replacing();

        module.to(DeviceType.META);

        Assert.Equal(DeviceType.META, module.Auto!.device_type);
        Assert.Equal(DeviceType.META, module.Partial!.device_type);
    }

    [Fact]
    public void Virtual_partial_property_registers_and_moves()
    {
        using var module = new Replaceable();
        module.Partial = full(1, 5);

        module.to(DeviceType.META);

        Assert.Equal(["Auto", "Partial", "Head.weight"], module.state_dict().Keys);
        Assert.Equal(DeviceType.META, module.Partial.device_type);
        Assert.Same(module.Partial, module.get_buffer("Partial"));
    }

    [Fact]
    public void Names_of_the_generated_code_are_the_users_as_well()
    {
        using var module = new Confusing();
        module.State = full(1, 5);

        Assert.Equal(["visitor", "Mask", "__Mask", "State", "event"], module.state_dict().Keys);
        Assert.Equal([1L, 2L, 3L, 5L, 4L], module.state_dict().Values.Select(static tensor => tensor.item<long>()));

        module.to(DeviceType.META);

        Assert.All(
            [module.visitor!, module.Mask!, module.__Mask!, module.State, module.@event!],
            static tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    [Fact]
    public void Required_members_are_state_once_they_are_given()
    {
        using var module = new Required { mask = ones(1), Head = Linear(1, 1, hasBias: false), Scale = Parameter(ones(1)) };

        Assert.Equal(["Scale", "mask", "Head.weight"], module.state_dict().Keys);
    }
}
