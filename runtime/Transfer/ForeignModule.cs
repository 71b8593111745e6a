using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>A module that is not generated, with what is below it, a user's class among them, which may override <c>_to</c>.</summary>
internal sealed class ForeignModule(torch.nn.Module module, int first)
{
    public torch.nn.Module Module { get; } = module;

    /// <summary>Where its tensors begin in <see cref="TransferPlan.InPlace"/>.</summary>
    public int First { get; } = first;

    /// <summary>Behind the last of its tensors in <see cref="TransferPlan.InPlace"/>.</summary>
    public int End { get; set; }

    /// <summary>
    /// A <c>ModuleDict</c> has no state beside its children, and its own <c>.to</c> always throws: TorchSharp looks up
    /// properties by name, and it has two indexers. So does that of a <c>ModuleList</c> of such.
    /// </summary>
    public static bool IsTransparent(torch.nn.Module container)
    {
        if (container.GetType().GetGenericTypeDefinition() == typeof(ModuleDict<>))
        {
            return true;
        }

        if (!StockState.TryRead(container, ModuleKind.Container, out StockState state))
        {
            return container.named_children().Any(static child => IsTransparentContainer(child.module));
        }

        for (int i = 0; i < state.ChildCount; i++)
        {
            if (IsTransparentContainer(state.ChildAt(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Calls the module's own <c>.to</c>, which finds nothing to do with its registered tensors, and keeps its
    /// <c>_deviceType</c> right, so that a later move of the child alone works.
    /// </summary>
    public void Move(TransferPlan plan)
    {
        TransferTarget target = plan.Target;
        if (target.DeviceType is { } type)
        {
            Module.to(type, target.DeviceIndex, target.NonBlocking);
        }

        if (target.Dtype is { } dtype && !HoldsWhatMustStay(Module, plan, new HashSet<torch.nn.Module>(IdentityComparer.Instance)))
        {
            Module.to(dtype, target.NonBlocking);
        }
    }

    private static bool IsTransparentContainer(torch.nn.Module module) =>
        ModuleKinds.Of(module) == ModuleKind.Container && IsTransparent(module);

    /// <summary>
    /// A dtype move in TorchSharp makes integer tensors anew (BatchNorm's counter, a quantized weight) and disposes the old
    /// ones, which others may hold; and it converts what another holder keeps from that.
    /// </summary>
    private static bool HoldsWhatMustStay(torch.nn.Module module, TransferPlan plan, HashSet<torch.nn.Module> seen)
    {
        if (module is IStatefulModule || !seen.Add(module))
        {
            return false;
        }

        foreach ((_, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            if (!TransferTarget.HasConvertibleDtype(buffer) || plan.Keeps(buffer))
            {
                return true;
            }
        }

        foreach ((_, Parameter parameter) in module.named_parameters(recurse: false))
        {
            if (!TransferTarget.HasConvertibleDtype(parameter) || plan.Keeps(parameter))
            {
                return true;
            }
        }

        foreach ((_, torch.nn.Module child) in module.named_children())
        {
            if (HoldsWhatMustStay(child, plan, seen))
            {
                return true;
            }
        }

        return false;
    }
}
