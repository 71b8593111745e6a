using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// TorchSharp's own layers. Most take what they make out of the DisposeScope that they are built in; those that libtorch
/// implements (Embedding, LSTM, Transformer and their kin) leave it there, and are dead behind it.
/// </summary>
internal static class StockLayer
{
    /// <summary>Takes out what <paramref name="module"/> and the layers in it have registered. A hand-written module sees to itself.</summary>
    public static void DetachFromDisposeScope(torch.nn.Module module)
    {
        if (module.GetType().Assembly != typeof(torch.nn.Module).Assembly || module is torch.jit.ScriptModule)
        {
            return;
        }

        foreach ((_, Parameter parameter) in module.named_parameters(recurse: false))
        {
            parameter.DetachFromDisposeScope();
        }

        foreach ((_, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            buffer.DetachFromDisposeScope();
        }

        foreach (torch.nn.Module child in ChildrenOf(module))
        {
            DetachFromDisposeScope(child);
        }
    }

    /// <summary>A <c>ModuleList</c> knows its elements before it registers them.</summary>
    private static IEnumerable<torch.nn.Module> ChildrenOf(torch.nn.Module module) =>
        module as IEnumerable<torch.nn.Module> ?? module.named_children().Select(static entry => entry.module);
}
