using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <content>What a visitor is shown.</content>
public abstract partial class ModuleRegistry
{
    /// <summary>
    /// Shows the declared members, then what is registered beside them: by hand, by reflection on a hand-written class, or
    /// in a container above.
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
        for (int i = 0; entries.Parameters.HasOthers && i < entries.Parameters.All.Length; i++)
        {
            (string key, Parameter? value) = entries.Parameters.All[i];
            if (!entries.Parameters.IsDeclared(i))
            {
                visitor.Parameter(key, ref value);
            }
        }

        for (int i = 0; entries.Buffers.HasOthers && i < entries.Buffers.All.Length; i++)
        {
            (string key, (torch.Tensor? value, bool persistent)) = entries.Buffers.All[i];
            if (!entries.Buffers.IsDeclared(i))
            {
                visitor.Buffer(key, ref value, persistent);
            }
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
}
