using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Generators.Runtime.Transfer;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// Who in a tree of modules holds which of some tensors: objects, and layers of TorchSharp that keep theirs in native code.
/// </summary>
internal sealed class TensorHolders
{
    private readonly Dictionary<torch.Tensor, HashSet<torch.Tensor>> _objects = new(TensorIdentity.Instance);
    private readonly Dictionary<torch.Tensor, torch.nn.Module> _natives = new(TensorIdentity.Instance);
    private readonly List<(torch.nn.Module Module, string Name, Parameter Parameter)> _settable = [];

    public TensorHolders(torch.nn.Module root, IEnumerable<torch.Tensor> tensors)
    {
        foreach (torch.Tensor tensor in tensors)
        {
            _objects[tensor] = new HashSet<torch.Tensor>(IdentityComparer.Instance);
        }

        ModuleWalk.Visit(root, recurse: true, (module, _) => Look(module));
    }

    public IEnumerable<torch.Tensor> ObjectsOf(torch.Tensor tensor) => _objects[tensor];

    /// <summary>Whether a layer holds the tensor that gives no way to set another.</summary>
    public bool IsHeldByNativeModule(torch.Tensor tensor) => _natives.ContainsKey(tensor);

    public string NativeHolderOf(torch.Tensor tensor) => _natives[tensor].GetType().Name;

    /// <summary>The layers that keep one of the tensors in native code, which takes another.</summary>
    public IEnumerable<(torch.nn.Module Module, string Name, Parameter Parameter)> SettableLayers => _settable;

    private void Look(torch.nn.Module module)
    {
        if (module is IStatefulModule { State: var state })
        {
            ModuleEntries entries = state.Synchronize();
            foreach ((_, Parameter parameter) in entries.Parameters.All)
            {
                Add(parameter);
            }

            foreach ((_, (torch.Tensor buffer, _)) in entries.Buffers.All)
            {
                Add(buffer);
            }

            return;
        }

        NativeLayerKind kind = NativeLayer.KindOf(module);
        foreach ((string name, Parameter parameter) in module.named_parameters(recurse: false))
        {
            if (!Add(parameter))
            {
                continue;
            }

            if (kind == NativeLayerKind.Settable)
            {
                _settable.Add((module, name, parameter));
            }
            else if (kind == NativeLayerKind.Closed)
            {
                _natives[parameter] = module;
            }
        }

        foreach ((_, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            Add(buffer);
        }
    }

    private bool Add(torch.Tensor tensor)
    {
        bool isWanted = _objects.TryGetValue(tensor, out HashSet<torch.Tensor>? holders);
        holders?.Add(tensor);
        return isWanted;
    }
}
