using System;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// Compares the declared members with the registry, by reference and in order. Runs before every read, so it neither
/// writes nor allocates: one instance per thread is used again and again.
/// </summary>
internal sealed class RegistryCheck : StateVisitor
{
    [ThreadStatic]
    private static RegistryCheck? s_idle;

    private ModuleRegistry? _state;
    private int _parameter;
    private int _buffer;
    private int _submodule;
    private bool _holds;

    public static bool Holds(ModuleRegistry state)
    {
        RegistryCheck check = s_idle ?? new RegistryCheck();
        s_idle = null;
        bool holds = check.Run(state);
        check._state = null;
        s_idle = check;
        return holds;
    }

    public override bool Parameter(string key, ref Parameter? value)
    {
        if (_holds && value is not null)
        {
            Registry<Parameter> registry = _state!.Parameters;
            _holds = _parameter < registry.Count && registry[_parameter] is var (name, entry) && name == key && ReferenceEquals(entry, value);
            _parameter++;
        }

        return false;
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        if (_holds && value is not null)
        {
            Registry<(torch.Tensor, bool)> registry = _state!.Buffers;
            _holds = _buffer < registry.Count && registry[_buffer] is var (name, (entry, _)) && name == key && ReferenceEquals(entry, value);
            _buffer++;
        }

        return false;
    }

    public override void Module(string key, torch.nn.Module? value)
    {
        if (_holds && value is not null)
        {
            Registry<torch.nn.Module> registry = _state!.Submodules;
            _holds = _submodule < registry.Count && registry[_submodule] is var (name, entry) && name == key && ReferenceEquals(entry, value);
            _submodule++;
        }
    }

    private bool Run(ModuleRegistry state)
    {
        _state = state;
        _holds = true;
        _parameter = state.Parameters.DeclaredStart;
        _buffer = state.Buffers.DeclaredStart;
        _submodule = state.Submodules.DeclaredStart;

        state.VisitDeclared(this);

        return _holds
            && state.Parameters.HasDeclared(_parameter - state.Parameters.DeclaredStart)
            && state.Buffers.HasDeclared(_buffer - state.Buffers.DeclaredStart)
            && state.Submodules.HasDeclared(_submodule - state.Submodules.DeclaredStart);
    }
}
