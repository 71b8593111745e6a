using System;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <content>What a visitor is shown.</content>
public abstract partial class ModuleRegistry
{
    /// <summary>
    /// Shows the declared members, then what is registered beside them: by hand, by reflection on a hand-written class, or
    /// in a container above. What the visitor replaces is replaced.
    /// </summary>
    /// <remarks>The members are shown as they are; what is registered beside them is known after <see cref="Synchronize"/>.</remarks>
    internal void Visit(StateVisitor visitor)
    {
        ModuleRegistry? outer = visitor.Current;
        visitor.Current = this;
        try
        {
            _stateful.VisitState(visitor);
            VisitOthers(visitor, _entries);
        }
        finally
        {
            visitor.Current = outer;
        }
    }

    /// <summary>The registry follows members that a visitor has replaced, so that no read after it has to write.</summary>
    /// <param name="successorOf">What took the place of a tensor, null where nothing did.</param>
    internal void Follow(Func<torch.Tensor, torch.Tensor?> successorOf)
    {
        lock (_gate)
        {
            _entries = new ModuleEntries(
                _parameters.Follow(_entries.Parameters, (ref Parameter parameter) => (successorOf(parameter) as Parameter) is { } successor && Take(ref parameter, successor)),
                _buffers.Follow(_entries.Buffers, (ref (torch.Tensor Tensor, bool) buffer) => successorOf(buffer.Tensor) is { } successor && Take(ref buffer.Tensor, successor)),
                _entries.Modules);
        }

        static bool Take<T>(ref T value, T successor)
        {
            value = successor;
            return true;
        }
    }

    /// <summary>Shows the declared members alone.</summary>
    internal void VisitDeclared(StateVisitor visitor)
    {
        ModuleRegistry? outer = visitor.Current;
        visitor.Current = this;
        try
        {
            _stateful.VisitState(visitor);
        }
        finally
        {
            visitor.Current = outer;
        }
    }

    private void VisitOthers(StateVisitor visitor, ModuleEntries entries)
    {
        if (entries.Parameters.HasOthers)
        {
            VisitOtherParameters(visitor, entries.Parameters);
        }

        if (entries.Buffers.HasOthers)
        {
            VisitOtherBuffers(visitor, entries.Buffers);
        }

        if (_baseChildren is not null)
        {
            foreach ((string key, torch.nn.Module child) in ChildrenOfBase(entries))
            {
                visitor.Module(key, child);
            }
        }

        for (int i = 0; entries.Modules.HasOthers && i < entries.Modules.All.Length; i++)
        {
            if (!entries.Modules.IsDeclared(i))
            {
                visitor.Module(entries.Modules.All[i].Key, entries.Modules.All[i].Value);
            }
        }
    }

    private void VisitOtherParameters(StateVisitor visitor, RegisteredEntries<Parameter> parameters)
    {
        for (int i = 0; i < parameters.All.Length; i++)
        {
            (string key, Parameter registered) = parameters.All[i];
            Parameter? value = registered;
            if (parameters.IsDeclared(i) || !visitor.Parameter(key, ref value))
            {
                continue;
            }

            lock (_gate)
            {
                _parameters.Replace(i, value!);
                _entries = new ModuleEntries(_entries.Parameters.With(i, value!), _entries.Buffers, _entries.Modules);
            }

            AssignFields(registered, value!);
        }
    }

    private void VisitOtherBuffers(StateVisitor visitor, RegisteredEntries<(torch.Tensor Tensor, bool Persistent)> buffers)
    {
        for (int i = 0; i < buffers.All.Length; i++)
        {
            (string key, (torch.Tensor registered, bool persistent)) = buffers.All[i];
            torch.Tensor? value = registered;
            if (buffers.IsDeclared(i) || !visitor.Buffer(key, ref value, persistent))
            {
                continue;
            }

            lock (_gate)
            {
                _buffers.Replace(i, (value!, persistent));
                _entries = new ModuleEntries(_entries.Parameters, _entries.Buffers.With(i, (value!, persistent)), _entries.Modules);
            }

            AssignFields(registered, value!);
        }
    }
}
