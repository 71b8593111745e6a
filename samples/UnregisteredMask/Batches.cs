using TorchSharp;
using static TorchSharp.torch;

namespace UnregisteredMask;

/// <summary>A module moves in place, a tensor does not.</summary>
internal static class Batches
{
    public static void Prepare(Tensor batch, Device device)
    {
        batch.to(device);
    }
}
