using TorchSharp;

namespace TorchSharp.Generators.Runtime.Tests;

public class LibtorchTests
{
    [Fact]
    public void Native_library_loads_on_this_host() => Assert.Equal(2, torch.ones(2).sum().item<float>());
}
