using System.Runtime.InteropServices;
using TorchSharp;
using UnregisteredMask;
using static TorchSharp.torch;

// Each of these modules works on the CPU. The meta device stands for a GPU: it is away from the CPU on every machine.
Show(new LateMask(4));
Show(new MaskInForward());
Show(new NonPersistentMask(4));

using Tensor batch = ones(4, 4);
Batches.Prepare(batch, META);
Console.WriteLine($"batch after Prepare: {batch.device_type}");

static void Show(nn.Module<Tensor, Tensor> module)
{
    module.to(DeviceType.META);
    string keys = string.Join(", ", module.state_dict().Keys);
    try
    {
        using Tensor result = module.call(ones(4, 4, device: META));
        Console.WriteLine($"{module.GetName()} [{keys}]: result on {result.device_type}");
    }
    catch (ExternalException error)
    {
        Console.WriteLine($"{module.GetName()} [{keys}]: {error.Message.Split('\n')[0]}");
    }
}
