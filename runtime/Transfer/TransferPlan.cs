using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// What a move has to do: one walk finds it, and refuses what cannot be done. Training loops call <c>.to</c> again and again
/// where nothing changes, so the walk allocates nothing for generated modules and TorchSharp's layers: one instance per thread
/// is used again and again.
/// </summary>
internal sealed partial class TransferPlan
{
    [ThreadStatic]
    private static TransferPlan? s_idle;

    /// <summary>Held with <c>KeepDtype</c> by somebody, which holds for all who share the tensor.</summary>
    private readonly HashSet<torch.Tensor> _kept = new(TensorIdentity.Instance);

    private readonly HashSet<torch.nn.Module> _seen = new(IdentityComparer.Instance);
    private TransferTarget _target;

    private TransferPlan()
    {
    }

    public torch.nn.Module Root { get; private set; } = null!;

    public ref readonly TransferTarget Target => ref _target;

    /// <summary>
    /// Tensors that change under the same object, in the order of the walk. One that several modules share may be here more
    /// than once: at its second turn there is nothing left to do.
    /// </summary>
    public List<torch.Tensor> InPlace { get; } = [];

    /// <summary>Null where everything changes in place.</summary>
    public TensorReplacements? Replacements { get; private set; }

    public List<IStatefulModule> Generated { get; } = [];

    /// <summary>Modules that are not generated, whose parent is, with a class of a user: their own <c>.to</c> may do anything.</summary>
    public List<ForeignModule> Foreign { get; } = [];

    /// <summary>All other such modules, where the device changes: they keep track of it themselves.</summary>
    public List<torch.nn.Module> Stock { get; } = [];

    /// <summary>Whether some tensor leaves its device.</summary>
    public bool ChangesDevice { get; private set; }

    public bool IsEmpty => InPlace.Count == 0 && Foreign.Count == 0 && Replacements is null;

    /// <exception cref="InvalidOperationException">A tensor cannot be moved; nothing has changed.</exception>
    public static TransferPlan For(torch.nn.Module root, TransferTarget target)
    {
        TransferPlan plan = s_idle ?? new TransferPlan();
        s_idle = null;
        plan.Root = root;
        plan._target = target;
        try
        {
            plan.Collect(root);
            plan.Replacements?.Check(plan);
            return plan;
        }
        catch
        {
            plan.Release();
            throw;
        }
    }

    public bool Includes(torch.nn.Module module) => _seen.Contains(module);

    /// <summary>Whether <paramref name="tensor"/> keeps its dtype.</summary>
    public bool Keeps(torch.Tensor tensor) => _kept.Count > 0 && _kept.Contains(tensor);

    /// <summary>What takes the place of a tensor that keeps its dtype does so too.</summary>
    public void Keep(torch.Tensor tensor) => _kept.Add(tensor);

    /// <summary>Lets go of everything, and of what has been made and is not in use.</summary>
    public void Release()
    {
        _kept.Clear();
        Replacements?.Dispose();
        Replacements = null;
        Root = null!;
        InPlace.Clear();
        Generated.Clear();
        Foreign.Clear();
        Stock.Clear();
        ChangesDevice = false;
        _seen.Clear();
        _foreign = null;
        _foreignRoot = null;
        s_idle = this;
    }
}
