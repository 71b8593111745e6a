using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>A module that is not generated, with what is below it: TorchSharp's own layers and hand-written classes.</summary>
internal sealed class ForeignModule(torch.nn.Module module)
{
    private readonly List<(torch.nn.Module Holder, string Name, TensorMove Move)> _replaced = [];
    private bool _hasHandWritten;
    private bool _hasIntegerBuffer;

    public torch.nn.Module Module { get; } = module;

    /// <summary>Each tensor that cannot be changed in place, once per holder.</summary>
    public IEnumerable<TensorMove> Replaced
    {
        get
        {
            foreach ((_, _, TensorMove move) in _replaced)
            {
                yield return move;
            }
        }
    }

    /// <summary>A layer of TorchSharp moves nothing but what it has registered; a user's class may override <c>_to</c>.</summary>
    public static bool IsHandWritten(torch.nn.Module module) => module.GetType().Assembly != typeof(torch.nn.Module).Assembly;

    /// <summary>
    /// A <c>ModuleDict</c> has no state beside its children, and its own <c>.to</c> always throws: TorchSharp looks up
    /// properties by name, and it has two indexers. So does that of a <c>ModuleList</c> of such.
    /// </summary>
    public static bool IsTransparent(torch.nn.Module module) =>
        IsContainer(module, typeof(ModuleDict<>))
        || (IsContainer(module, typeof(ModuleList<>)) && module.named_children().Any(static child => IsTransparent(child.module)));

    private static bool IsContainer(torch.nn.Module module, Type definition) =>
        module.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;

    public void Include(torch.nn.Module module)
    {
        _hasHandWritten |= IsHandWritten(module);
        foreach ((_, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            _hasIntegerBuffer |= !buffer.is_floating_point() && !buffer.is_complex();
        }
    }

    /// <summary>Notes a tensor that cannot be changed in place: the module itself has to replace it.</summary>
    public void Add(torch.nn.Module holder, string name, TensorMove move) => _replaced.Add((holder, name, move));

    /// <summary>
    /// Calls the module's own <c>.to</c>. It replaces what could not be changed in place; for the rest it finds nothing to
    /// do, and keeps its <c>_deviceType</c> right, so that a later move of the child alone works.
    /// </summary>
    public void Move(TransferTarget target)
    {
        if (target.DeviceType is { } type)
        {
            Module.to(type, target.DeviceIndex, target.NonBlocking);
        }

        if (target.Dtype is { } dtype && NeedsDtypeMove)
        {
            Module.to(dtype, target.NonBlocking);
        }

        foreach ((torch.nn.Module holder, string name, TensorMove move) in _replaced)
        {
            // TorchSharp skips a module that it believes to be on that device already, whatever was registered since.
            torch.Tensor? current = holder.get_parameter(name) ?? holder.get_buffer(name);
            move.StaysWithHolder |= ReferenceEquals(current, move.Source);
            move.Replacement ??= move.StaysWithHolder ? null : current;
        }
    }

    /// <summary>
    /// Not where all is done already: a dtype move in TorchSharp makes integer buffers anew (BatchNorm's counter) and
    /// disposes the old ones, which others may hold.
    /// </summary>
    private bool NeedsDtypeMove => _replaced.Count > 0 || (_hasHandWritten && !_hasIntegerBuffer);
}
