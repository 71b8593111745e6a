using System;
using System.Collections.Generic;
using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime;

/// <content>Hand-written base and derived classes, whose fields only reflection finds.</content>
public abstract partial class ModuleRegistry
{
    private volatile bool _hasReflected;

    /// <summary>
    /// Registers the fields of hand-written base and derived classes as TorchSharp does. It looks at those of generated
    /// classes too, whose declarations say what is state, and under which key. TorchSharp looks once; a class whose base
    /// constructor has already asked for its state has members that were not there then.
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
            HashSet<string> ours = FieldsOfGeneratedClasses(declared);
            ours.ExceptWith(known);
            _parameters.RemoveWhere(ours.Contains);
            _buffers.RemoveWhere(ours.Contains);
            _submodules.RemoveWhere(ours.Contains);

            // The layers of declared members are registered now, and still in the scope that they were made in.
            foreach ((string key, torch.nn.Module child) in declared.OwnSubmodules)
            {
                if (!known.Contains(key))
                {
                    StockLayer.Adopt(child);
                }
            }
        }

        if (_baseChildren is not null)
        {
            foreach ((_, torch.nn.Module child) in ChildrenOfBase(_baseChildren, _entries))
            {
                StockLayer.Adopt(child);
            }
        }

        _isReflected = true;
    }

    /// <summary>
    /// The keys under which reflection registers what a generated class holds, but for declared ones. By the field and not
    /// by its value, which a hand-written class may hold as well.
    /// </summary>
    private HashSet<string> FieldsOfGeneratedClasses(DeclaredState declared)
    {
        HashSet<string> seen = [];
        HashSet<string> keys = [];
        foreach ((Type declaring, string key, _) in ReflectedFields.Of(Module))
        {
            if (seen.Add(key) && declared.IsGenerated(declaring) && !declared.IsDeclared(key))
            {
                keys.Add(key);
            }
        }

        return keys;
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
