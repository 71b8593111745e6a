using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>TorchSharp's own layers, where one comes below a generated module.</summary>
internal static class StockLayer
{
    /// <summary>
    /// Makes what <paramref name="module"/> and the layers in it compute with the state of the tree above, which outlives the
    /// DisposeScope. A hand-written module sees to itself.
    /// </summary>
    /// <remarks>
    /// Most layers take what they make out of the scope that they are built in; those that libtorch implements (Embedding, LSTM,
    /// Transformer and their kin) leave it there, and are dead behind it.
    /// </remarks>
    public static void Adopt(torch.nn.Module module)
    {
        ModuleKind kind = ModuleKinds.Of(module);
        if (kind is ModuleKind.Generated or ModuleKind.HandWritten || module is torch.jit.ScriptModule)
        {
            return;
        }

        RegisterPretrained(module);
        if (module is WeightedLoss<torch.Tensor, torch.Tensor, torch.Tensor> loss)
        {
            Detach(loss);
        }

        if (kind == ModuleKind.Stock && StockState.TryRead(module, out StockState state))
        {
            AdoptRegistered(state);
        }
        else
        {
            AdoptListed(module);
        }
    }

    private static void AdoptRegistered(in StockState state)
    {
        for (int i = 0; i < state.Parameters.Count; i++)
        {
            state.Parameters[i].Item2.DetachFromDisposeScope();
        }

        for (int i = 0; i < state.Buffers.Count; i++)
        {
            state.Buffers[i].Item2.Tensor.DetachFromDisposeScope();
        }

        for (int i = 0; i < state.ChildCount; i++)
        {
            Adopt(state.ChildAt(i));
        }
    }

    private static void AdoptListed(torch.nn.Module module)
    {
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
            Adopt(child);
        }
    }

    /// <summary>
    /// <c>Embedding_from_pretrained</c> registers a copy of the tensor that forward looks up: what is loaded, moved and
    /// frozen is not what is used, and what is trained is not saved.
    /// </summary>
    private static void RegisterPretrained(torch.nn.Module module)
    {
        switch (module)
        {
            case Embedding layer:
                RegisterUsed(layer, layer.weight, used => layer.weight = used);
                break;
            case EmbeddingBag layer:
                RegisterUsed(layer, layer.weight, used => layer.weight = used);
                break;
        }
    }

    /// <param name="layer">The layer.</param>
    /// <param name="used">A new object for the tensor that forward looks up.</param>
    /// <param name="register">Registers it.</param>
    private static void RegisterUsed(torch.nn.Module layer, Parameter? used, Action<Parameter> register)
    {
        if (used is null)
        {
            return;
        }

        if (layer.named_parameters(recurse: false).Any(entry => TensorIdentity.Of(entry.parameter) == TensorIdentity.Of(used)))
        {
            used.Dispose();
        }
        else
        {
            register(used);
        }
    }

    /// <summary>A loss registers its weights when somebody registers the loss.</summary>
    private static void Detach(WeightedLoss<torch.Tensor, torch.Tensor, torch.Tensor> loss)
    {
        loss.weight?.DetachFromDisposeScope();
        (loss as BCEWithLogitsLoss)?.pos_weights?.DetachFromDisposeScope();
    }

    /// <summary>A <c>ModuleList</c> knows its elements before it registers them.</summary>
    private static IEnumerable<torch.nn.Module> ChildrenOf(torch.nn.Module module) =>
        module as IEnumerable<torch.nn.Module> ?? module.named_children().Select(static entry => entry.module);
}
