using TorchSharp;
using TorchSharp.Generators;
using static TorchSharp.torch;

[Module]
internal sealed partial class WithoutNamespace() : nn.Module(nameof(WithoutNamespace))
{
    [Buffer] private Tensor mask = ones(1);
}
