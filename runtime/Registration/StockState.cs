#if NET
using System.Runtime.CompilerServices;
#endif
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// What one of TorchSharp's own layers has registered, without an allocation: <c>named_parameters</c> and its like make an
/// iterator and a set for each layer, which costs a walk that changes nothing ten times what it needs.
/// </summary>
internal readonly struct StockState
{
    private readonly Sequential? _sequential;
    private readonly OrderedDict<string, torch.nn.Module> _submodules;

    private StockState(
        Sequential? sequential,
        OrderedDict<string, Parameter> parameters,
        OrderedDict<string, (torch.Tensor, bool)> buffers,
        OrderedDict<string, torch.nn.Module> submodules)
    {
        _sequential = sequential;
        _submodules = submodules;
        Parameters = parameters;
        Buffers = buffers;
    }

    public OrderedDict<string, Parameter> Parameters { get; }

    public OrderedDict<string, (torch.Tensor Tensor, bool Persistent)> Buffers { get; }

    /// <summary>A <c>Sequential</c> keeps its children beside the registry.</summary>
    public int ChildCount => _sequential?.Count ?? _submodules.Count;

    /// <summary>Whether anything is registered under <paramref name="key"/>.</summary>
    public bool Has(string key) => Parameters.ContainsKey(key) || Buffers.ContainsKey(key) || _submodules.ContainsKey(key);

    public torch.nn.Module ChildAt(int index) => _sequential is null ? _submodules[index].Item2 : (torch.nn.Module)_sequential[index];

#if NET
    /// <returns>False for what keeps its parameters elsewhere, and where the platform cannot reach the registry.</returns>
    public static bool TryRead(torch.nn.Module module, ModuleKind kind, out StockState state)
    {
        if (kind is not (ModuleKind.Stock or ModuleKind.Container))
        {
            state = default;
            return false;
        }

        return TryRead(module, out state);
    }

    /// <summary>What any module has registered, whether it lists it or not.</summary>
    public static bool TryRead(torch.nn.Module module, out StockState state)
    {
        state = new StockState(module as Sequential, ParametersOf(module), BuffersOf(module), SubmodulesOf(module));
        return true;
    }

    // Protected fields: part of what TorchSharp promises to derived classes, as generated code counts on too.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internal_params")]
    private static extern ref OrderedDict<string, Parameter> ParametersOf(torch.nn.Module module);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internal_buffers")]
    private static extern ref OrderedDict<string, (torch.Tensor, bool)> BuffersOf(torch.nn.Module module);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internal_submodules")]
    private static extern ref OrderedDict<string, torch.nn.Module> SubmodulesOf(torch.nn.Module module);
#else
    public static bool TryRead(torch.nn.Module module, ModuleKind kind, out StockState state)
    {
        _ = kind;
        return TryRead(module, out state);
    }

    public static bool TryRead(torch.nn.Module module, out StockState state)
    {
        _ = module;
        state = default;
        return false;
    }
#endif
}
