using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Smoke;

[Module]
public partial class CausalAttention(long dIn, long dOut, long contextLength, double dropoutRate)
    : Module<Tensor, Tensor>(nameof(CausalAttention))
{
    private readonly Linear W_query = Linear(dIn, dOut, hasBias: false);
    private readonly Linear W_key = Linear(dIn, dOut, hasBias: false);
    private readonly Dropout dropout = Dropout(dropoutRate);

    [Buffer] private Tensor mask = triu(ones(contextLength, contextLength), diagonal: 1);
    [Buffer(Persistent = false)] public Tensor? Cache { get; set; }
    [Buffer] public partial Tensor? Late { get; set; }
    private Parameter scale = Parameter(ones(1));

    public override Tensor forward(Tensor x) => W_query.call(x);
}

public class SmokeTests
{
    [Fact]
    public void Works()
    {
        using var m = new CausalAttention(3, 2, 6, 0.0);
        Assert.Equal(["scale", "mask", "W_query.weight", "W_key.weight"], m.state_dict().Keys);
        var w = m.parameters().First();
        m.to(ScalarType.Float64);
        Assert.Same(w, m.parameters().First());
        Assert.Equal(ScalarType.Float64, w.dtype);
        Assert.All(m.state_dict().Values, t => Assert.Equal(ScalarType.Float64, t.dtype));
        m.Cache = ones(2);
        m.Late = ones(3);
        Assert.Equal(["mask", "Cache", "Late"], m.named_buffers().Select(b => b.name));
        m.to(DeviceType.META);
        Assert.All(m.state_dict().Values, t => Assert.Equal(DeviceType.META, t.device_type));
        Assert.Equal(DeviceType.META, m.Cache.device_type);
        m.eval();
        Assert.All(m.modules(), c => Assert.False(c.training));
    }
}
