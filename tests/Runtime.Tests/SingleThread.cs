using System.Runtime.CompilerServices;

namespace TorchSharp.Generators.Runtime.Tests;

internal static class SingleThread
{
    /// <summary>The tensors of the tests are tiny: on a busy host libtorch's threads wait for each other most of the time.</summary>
    [ModuleInitializer]
    internal static void Use() => torch.set_num_threads(1);
}
