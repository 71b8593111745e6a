using System.Linq;
using System.Reflection;
using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// TorchSharp's modules note the device that they were moved to last, and believe it: <c>load</c> goes back to it
/// afterwards. A model that left <c>meta</c> by other tensors would lose them there.
/// </summary>
internal static class DeviceNote
{
    private static readonly FieldInfo? s_type = typeof(torch.nn.Module).GetField(
        "_deviceType", BindingFlags.Instance | BindingFlags.NonPublic);
    private static readonly FieldInfo? s_index = typeof(torch.nn.Module).GetField(
        "_deviceIndex", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>Notes in each module the device of its first tensor; one that has none gets what the tree's first tensor has.</summary>
    public static void Update(torch.nn.Module root)
    {
        torch.Tensor? first = null;
        ModuleWalk.Visit(root, recurse: true, (module, _) => first ??= FirstOf(module));
        if (first is null)
        {
            return;
        }

        ModuleWalk.Visit(root, recurse: true, (module, _) =>
        {
            torch.Device device = (FirstOf(module) ?? first).device;
            if (module is IStatefulModule stateful)
            {
                stateful.OnMoved(device);
                return;
            }

            s_type?.SetValue(module, device.type);
            s_index?.SetValue(module, device.index);
        });
    }

    private static torch.Tensor? FirstOf(torch.nn.Module module) =>
        ModuleWalk.Parameters(module).Select(static entry => (torch.Tensor)entry.Parameter)
            .Concat(ModuleWalk.Buffers(module, includeNonPersistent: false).Select(static entry => entry.Buffer))
            .FirstOrDefault(static tensor => !tensor.IsInvalid);
}
