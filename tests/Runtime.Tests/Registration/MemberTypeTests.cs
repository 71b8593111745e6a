using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>Static types that hide a module: interfaces, type parameters, base classes, nullable ones (T45, T46).</summary>
public partial class MemberTypeTests
{
    [Module]
    internal sealed partial class Abstractions<TLayer>(TLayer layer) : Module(nameof(Abstractions<>))
        where TLayer : Module<Tensor, Tensor>
    {
        public TLayer Layer = layer;
        public IModule<Tensor, Tensor> Function = Linear(1, 1, hasBias: false);
        public Module Anything = Linear(1, 1, hasBias: false);
        public Module<Tensor, Tensor>? Optional { get; set; }
    }

    private sealed class Stub : IModule<Tensor, Tensor>
    {
        public Tensor call(Tensor input) => input;
    }

    [Fact]
    public void Interfaces_type_parameters_and_base_classes_hold_children()
    {
        using var module = new Abstractions<Linear>(Linear(1, 1, hasBias: false)) { Optional = LayerNorm(1) };

        StateAssert.Keys(module, "Layer.weight", "Function.weight", "Anything.weight", "Optional.weight", "Optional.bias");
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
    }

    [Fact]
    public void An_interface_may_hold_what_is_no_module()
    {
        using var module = new Abstractions<Linear>(Linear(1, 1, hasBias: false)) { Function = new Stub() };

        StateAssert.Keys(module, "Layer.weight", "Anything.weight");
        Assert.Equal(["Layer", "Anything"], module.named_children().Select(child => child.name));
    }

    [Fact]
    public void The_value_counts_not_the_declared_type()
    {
        using var module = new Abstractions<Sequential>(Sequential(("fc", Linear(1, 1, hasBias: false))));

        StateAssert.Keys(module, "Layer.fc.weight", "Function.weight", "Anything.weight");
    }
}
