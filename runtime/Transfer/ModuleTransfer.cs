using System.Collections.Generic;
using System.Linq;
using System;
using TorchSharp.Generators.Runtime.Reading;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>
/// Moves a tree of modules: <c>.to</c>, <c>.cuda</c>, <c>.half</c> and the like on a generated module. As in PyTorch
/// (torch/nn/modules/module.py, <c>_apply</c>) the data changes under the same tensor objects wherever libtorch can do
/// that, so that optimizers, ties and snapshots stay valid; TorchSharp makes new objects and disposes the old ones.
/// </summary>
internal sealed class ModuleTransfer
{
    [ThreadStatic]
    private static ModuleTransfer? s_current;

    private readonly TransferTarget _target;
    private readonly TransferCollector _tree;

    private ModuleTransfer(TransferTarget target)
    {
        _target = target;
        _tree = new TransferCollector(target);
    }

    /// <summary>Whether a transfer is under way that includes <paramref name="module"/>: a module in between moves its children.</summary>
    private static bool Includes(torch.nn.Module module) => s_current?._tree.Contains(module) == true;

    /// <summary>Moves <paramref name="module"/> where that changes anything.</summary>
    /// <exception cref="InvalidOperationException">A tensor could not be moved; the module is as it was, on its old device.</exception>
    public static torch.nn.Module To(torch.nn.Module module, TransferTarget target)
    {
        if (!Includes(module) && TransferCheck.IsNeeded(module, target))
        {
            Run(module, target);
        }

        return module;
    }

    private static void Run(torch.nn.Module root, TransferTarget target)
    {
        ModuleTransfer? suspended = s_current;
        var transfer = new ModuleTransfer(target);
        s_current = transfer;
        try
        {
            transfer.Run(root);
        }
        finally
        {
            s_current = suspended;
        }
    }

    private void Run(torch.nn.Module root)
    {
        using (torch.no_grad())
        {
            _tree.Collect(root);
            Convert(root);
            Exchange(root);
            Replace(make: true);
            Release();
        }

        if (_target.Device is { } device)
        {
            foreach (IStatefulModule module in _tree.Generated)
            {
                module.OnMoved(device);
            }
        }
    }

    /// <summary>Makes all copies before anything changes: after this only pointers are exchanged.</summary>
    private void Convert(torch.nn.Module root)
    {
        RefuseTiesThatWouldBreak(root);
        foreach (TensorMove move in _tree.Moves)
        {
            try
            {
                move.Convert();
            }
            catch (Exception error)
            {
                Release();
                throw new InvalidOperationException(
                    $"{root.GetType().Name}.{NameOf(move.Source, root)} could not be moved; the module is unchanged. {FirstLine(error.Message)}", error);
            }
        }
    }

    /// <summary>
    /// Two layers of TorchSharp that hold one tensor cannot both get its replacement: the first disposes the tensor, and
    /// the second fails on the disposed one, half-way.
    /// </summary>
    private void RefuseTiesThatWouldBreak(torch.nn.Module root)
    {
        IGrouping<TensorMove, TensorMove>? tie = _tree.Foreign
            .SelectMany(static foreign => foreign.Replaced)
            .GroupBy(static move => move)
            .FirstOrDefault(static group => group.Count() > 1);
        if (tie is not null)
        {
            throw new InvalidOperationException(
                $"'{NameOf(tie.Key.Source, root)}' is shared by two modules that are not generated, and cannot be replaced in both. The module is unchanged. Move first, then share.");
        }
    }

    /// <summary>
    /// Exchanges data in place, and lets the other modules move what they hold. Their <c>.to</c> may be anybody's code: where
    /// it throws, what was changed in place gets its old data back.
    /// </summary>
    private void Exchange(torch.nn.Module root)
    {
        var undo = new Stack<(torch.Tensor Tensor, torch.Tensor Old)>();
        try
        {
            foreach (TensorMove move in _tree.Moves.Where(static move => move.IsInPlace))
            {
                move.CommitInPlace(undo);
            }

            foreach (ForeignModule foreign in _tree.Foreign)
            {
                MoveForeign(foreign, root);
            }
        }
        catch
        {
            foreach ((torch.Tensor tensor, torch.Tensor old) in undo)
            {
                using torch.Tensor vector = old.reshape(-1);
                TensorData.Set(tensor, vector);
            }

            Replace(make: false);
            Release();
            throw;
        }
        finally
        {
            foreach ((_, torch.Tensor old) in undo)
            {
                old.Dispose();
            }
        }
    }

    private void MoveForeign(ForeignModule foreign, torch.nn.Module root)
    {
        try
        {
            foreign.Move(_target);
        }
        catch (Exception error)
        {
            string path = "?";
            ModuleWalk.Visit(root, recurse: true, (module, prefix) => path = ReferenceEquals(module, foreign.Module) ? prefix.TrimEnd('.') : path);
            throw new InvalidOperationException(
                $"{root.GetType().Name}.{path} ({foreign.Module.GetType().Name}) could not be moved by its own .to. {FirstLine(error.Message)}", error);
        }
    }

    /// <summary>Gives every holder the new object before the old one is disposed.</summary>
    private void Replace(bool make)
    {
        TensorMove[] moves = _tree.Moves.Where(static move => !move.IsInPlace).ToArray();
        if (moves.Length == 0)
        {
            return;
        }

        var replacer = new TensorReplacer(_tree, make);
        foreach (IStatefulModule module in _tree.Generated)
        {
            replacer.Replace(module);
        }

        foreach (TensorMove move in moves.Where(static move => move is { Replacement: not null, StaysWithHolder: false }))
        {
            TensorSuccessors.Record(move.Source, move.Replacement!);
            move.Source.Dispose();
        }
    }

    private void Release()
    {
        foreach (TensorMove move in _tree.Moves)
        {
            move.Dispose();
        }
    }

    /// <summary>The dotted key under which <paramref name="tensor"/> is found first.</summary>
    private static string NameOf(torch.Tensor tensor, torch.nn.Module root)
    {
        string? found = null;
        ModuleWalk.Visit(root, recurse: true, (module, prefix) =>
        {
            found ??= ModuleWalk.Parameters(module).Select(static entry => (entry.Name, (torch.Tensor)entry.Parameter))
                .Concat(ModuleWalk.Buffers(module, includeNonPersistent: true))
                .Where(entry => ReferenceEquals(entry.Item2, tensor))
                .Select(entry => prefix + entry.Item1)
                .FirstOrDefault();
        });

        return found ?? "?";
    }

    private static string FirstLine(string message) => message.Split('\n')[0];
}
