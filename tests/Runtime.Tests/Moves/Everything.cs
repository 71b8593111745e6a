using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Moves;

/// <summary>One member of each kind that a move treats differently.</summary>
[Module]
internal sealed partial class Everything() : Module(nameof(Everything))
{
    public Parameter Weight = Parameter(ones(2));
    public Parameter Spectrum = Parameter(ones(2, complex64));
    [Buffer] public Tensor Mean = ones(2);
    [Buffer] public Tensor Count = tensor(7L);
    [Buffer] public Tensor Mask = tensor(new[] { true, false });
    [Buffer(KeepDtype = true)] public Tensor Frequencies = ones(2);
    [Buffer(Persistent = false)] public Tensor Cache = ones(2);
    public Linear Child { get; } = Linear(2, 2);
    public Inner Nested { get; } = new();

    [Module]
    internal sealed partial class Inner() : Module(nameof(Inner))
    {
        [Buffer] public Tensor Table { get; set; } = ones(2);
        [Buffer(KeepDtype = true)] public Tensor Steps { get; set; } = ones(2);
    }
}
