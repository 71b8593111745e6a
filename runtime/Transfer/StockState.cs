#if NET
using System.Runtime.CompilerServices;
#endif
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// What one of TorchSharp's own layers has registered, without an allocation: <c>named_parameters</c> and its like make an
/// iterator and a set for each layer, which costs a walk that changes nothing ten times what it needs.
/// </summary>
internal readonly struct StockState
{
    private StockState(
        OrderedDict<string, Parameter> parameters, OrderedDict<string, (torch.Tensor, bool)> buffers, OrderedDict<string, torch.nn.Module> submodules)
    {
        Parameters = parameters;
        Buffers = buffers;
        Submodules = submodules;
    }

    public OrderedDict<string, Parameter> Parameters { get; }

    public OrderedDict<string, (torch.Tensor Tensor, bool Persistent)> Buffers { get; }

    private OrderedDict<string, torch.nn.Module> Submodules { get; }

    /// <summary>A <c>Sequential</c> keeps its children beside the registry.</summary>
    public static int CountChildren(torch.nn.Module module, StockState state) => module is Sequential sequential ? sequential.Count : state.Submodules.Count;

    public static torch.nn.Module ChildAt(torch.nn.Module module, StockState state, int index) =>
        module is Sequential sequential ? (torch.nn.Module)sequential[index] : state.Submodules[index].Item2;

#if NET
    /// <param name="module">One of TorchSharp's own.</param>
    /// <param name="state">Its registry.</param>
    /// <returns>False for the two that keep their parameters elsewhere, and where the fields cannot be reached.</returns>
    public static bool TryRead(torch.nn.Module module, out StockState state)
    {
        if (module is ParameterList or ParameterDict)
        {
            state = default;
            return false;
        }

        state = new StockState(ParametersOf(module), BuffersOf(module), SubmodulesOf(module));
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
    /// <summary>.NET before 8 reaches no protected field of another object without reflection.</summary>
    public static bool TryRead(torch.nn.Module module, out StockState state)
    {
        _ = module;
        state = default;
        return false;
    }
#endif
}
