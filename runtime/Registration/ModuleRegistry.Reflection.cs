using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <content>Hand-written classes above or below, whose fields only reflection finds.</content>
public abstract partial class ModuleRegistry
{
    private volatile bool _hasReflected;

    /// <summary>
    /// Registers the fields of hand-written classes above or below as TorchSharp does, but for the declared members and
    /// those declared not to be state. TorchSharp looks once; a class whose base constructor has already asked for its
    /// state has members that were not there then.
    /// </summary>
    private void Reflect()
    {
        DeclaredState declared = DeclaredState.Of(this);
        if (_baseChildren is not null || !declared.IsWholeOf(Module.GetType()))
        {
            HashSet<string> known = [.. _parameters.Keys, .. _buffers.Keys, .. _submodules.Keys];
            _isBusy = true;
            try
            {
                _stateful.RegisterByReflection();
                if (_hasReflected)
                {
                    RegisterFields(declared);
                }
            }
            finally
            {
                _isBusy = false;
            }

            _hasReflected = true;
            bool IsOurs(string key, object value) => !known.Contains(key) && declared.Disowns(key, value);
            _parameters.RemoveWhere(IsOurs);
            _buffers.RemoveWhere((key, entry) => IsOurs(key, entry.Tensor));
            _submodules.RemoveWhere(IsOurs);
        }

        foreach ((_, torch.nn.Module child) in ChildrenOfBase(_entries))
        {
            StockLayer.DetachFromDisposeScope(child);
        }

        _isReflected = true;
    }

    /// <summary>What TorchSharp's <c>RegisterComponents</c> does once in the life of a module, and this as often as it is called.</summary>
    private void RegisterFields(DeclaredState declared)
    {
        foreach ((Type declaring, string key, object value) in ReflectedFields.Of(Module))
        {
            if (declared.IsGenerated(declaring) || declared.IsDeclared(key)
                || _parameters.Contains(key) || _buffers.Contains(key) || _submodules.Contains(key))
            {
                continue;
            }

            switch (value)
            {
                case torch.nn.Module child:
                    Module.register_module(key, child);
                    break;
                case Parameter { IsInvalid: false } parameter:
                    Module.register_parameter(key, parameter);
                    break;
                case torch.Tensor { IsInvalid: false } and not Parameter:
                    Module.register_buffer(key, (torch.Tensor)value);
                    break;
            }
        }
    }
}
