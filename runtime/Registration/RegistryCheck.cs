using System;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// Compares the declared members with the entries, by reference and in order. Runs before every read, so it neither
/// writes nor allocates: one instance per thread is used again and again.
/// </summary>
internal sealed class RegistryCheck : StateVisitor
{
    [ThreadStatic]
    private static RegistryCheck? s_idle;

    private ModuleEntries _entries = ModuleEntries.None;
    private int _parameter;
    private int _buffer;
    private int _module;
    private bool _holds;

    public static bool Holds(ModuleRegistry state, ModuleEntries entries)
    {
        RegistryCheck check = s_idle ?? new RegistryCheck();
        s_idle = null;
        bool holds = check.Run(state, entries);
        check._entries = ModuleEntries.None;
        s_idle = check;
        return holds;
    }

    public override bool Parameter(string key, ref Parameter? value)
    {
        if (_holds && value is not null)
        {
            RegisteredEntries<Parameter> entries = _entries.Parameters;
            _holds = _parameter < entries.DeclaredEnd
                && entries.All[_parameter] is var (name, entry)
                && name == key
                && ReferenceEquals(entry, value);
            _parameter++;
        }

        return false;
    }

    public override bool Buffer(
        string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        if (_holds && value is not null)
        {
            RegisteredEntries<(torch.Tensor, bool)> entries = _entries.Buffers;
            _holds = _buffer < entries.DeclaredEnd
                && entries.All[_buffer] is var (name, (entry, saved))
                && name == key
                && ReferenceEquals(entry, value)
                && saved == persistent;
            _buffer++;
        }

        return false;
    }

    public override void Module(string key, torch.nn.Module? value)
    {
        if (_holds && value is not null)
        {
            RegisteredEntries<torch.nn.Module> entries = _entries.Modules;
            _holds = _module < entries.DeclaredEnd
                && entries.All[_module] is var (name, entry)
                && name == key
                && ReferenceEquals(entry, value);
            _module++;
        }
    }

    private bool Run(ModuleRegistry state, ModuleEntries entries)
    {
        _entries = entries;
        _holds = true;
        _parameter = entries.Parameters.DeclaredStart;
        _buffer = entries.Buffers.DeclaredStart;
        _module = entries.Modules.DeclaredStart;

        state.VisitDeclared(this);

        return _holds
            && _parameter == entries.Parameters.DeclaredEnd
            && _buffer == entries.Buffers.DeclaredEnd
            && _module == entries.Modules.DeclaredEnd;
    }
}
