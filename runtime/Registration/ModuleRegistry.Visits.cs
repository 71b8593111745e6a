using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <content>What a visitor is shown.</content>
public abstract partial class ModuleRegistry
{
    /// <summary>Whether TorchSharp's reflection has looked for fields of hand-written classes above or below.</summary>
    private bool _hasReflected;

    /// <summary>
    /// Shows the declared members, then what is registered beside them: by hand, by TorchSharp's reflection on a
    /// hand-written class, or in a container above. What the visitor replaces is replaced.
    /// </summary>
    /// <remarks>The members are shown as they are; what is registered beside them is known after <see cref="Synchronize"/>.</remarks>
    internal void Visit(StateVisitor visitor)
    {
        ModuleRegistry? outer = visitor.Current;
        visitor.Current = this;
        try
        {
            _stateful.VisitState(visitor);
            VisitParametersBeside(visitor);
            VisitBuffersBeside(visitor);
            VisitModulesBeside(visitor);
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

    private void VisitParametersBeside(StateVisitor visitor)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters.IsDeclared(i))
            {
                continue;
            }

            (string key, Parameter registered) = Parameters[i];
            Parameter? value = registered;
            if (visitor.Parameter(key, ref value))
            {
                Parameters.Replace(i, value!);
                AssignFields(registered, value!);
            }
        }
    }

    private void VisitBuffersBeside(StateVisitor visitor)
    {
        for (int i = 0; i < Buffers.Count; i++)
        {
            if (Buffers.IsDeclared(i))
            {
                continue;
            }

            (string key, (torch.Tensor registered, bool persistent)) = Buffers[i];
            torch.Tensor? value = registered;
            if (visitor.Buffer(key, ref value, persistent))
            {
                Buffers.Replace(i, (value!, persistent));
                AssignFields(registered, value!);
            }
        }
    }

    private void VisitModulesBeside(StateVisitor visitor)
    {
        if (_baseChildren is not null)
        {
            foreach ((string key, torch.nn.Module child) in ChildrenOfBase())
            {
                visitor.Module(key, child);
            }
        }

        for (int i = 0; i < Submodules.Count; i++)
        {
            if (!Submodules.IsDeclared(i))
            {
                visitor.Module(Submodules[i].Key, Submodules[i].Value);
            }
        }
    }

    /// <summary>
    /// An entry that no member declares may have been found by TorchSharp's reflection in a field of a hand-written class
    /// above or below.
    /// </summary>
    private void AssignFields(torch.Tensor old, torch.Tensor replacement)
    {
        if (_hasReflected)
        {
            ReflectedFields.Assign(Module, old, replacement);
        }
    }
}
