using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>What is registered by hand in a generated module stands behind the declared state and moves with it.</summary>
public partial class ByHandTests
{
    [Module]
    internal sealed partial class Mixed : Module
    {
        [Buffer] public Tensor declared = ones(1);

        public Mixed()
            : base(nameof(Mixed))
        {
            register_buffer("saved", ones(1));
            register_buffer("cache", ones(1), persistent: false);
            register_parameter("scale", Parameter(ones(1)));
            register_module("fc", Linear(1, 1, hasBias: false));
        }

        public Parameter? weight { get; set; }
    }

    [Fact]
    public void It_is_listed_moved_and_disposed()
    {
        var module = new Mixed { weight = Parameter(ones(1)) };
        string[] keys = ["weight", "scale", "declared", "saved", "fc.weight"];

        StateAssert.Keys(module, keys);
        Assert.Equal(["declared", "saved", "cache"], module.named_buffers(include_nonpersistent: true).Select(entry => entry.name));
        module.to(ScalarType.Float64);
        StateAssert.Has(ScalarType.Float64, module);
        module.to(DeviceType.META);
        StateAssert.On(DeviceType.META, module);
        StateAssert.Keys(module, keys);

        Tensor cache = module.get_buffer("cache")!;
        module.Dispose();
        Assert.True(cache.IsInvalid);
    }

    [Fact]
    public void A_declared_key_cannot_be_taken()
    {
        using var module = new Mixed();

        Assert.Throws<InvalidOperationException>(() => module.register_buffer("declared", ones(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("saved", ones(1)));
    }
}
