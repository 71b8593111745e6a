using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>The declared members of a module as they are now.</summary>
internal sealed class DeclaredState : StateVisitor
{
    private readonly Dictionary<string, Type?> _keys = [];
    private readonly List<Type> _types = [];
    private readonly List<torch.nn.Module> _elements = [];

    private DeclaredState()
    {
    }

    public List<(string Key, Parameter Value)> OwnParameters { get; } = [];

    public List<(string Key, (torch.Tensor Tensor, bool Persistent) Value)> OwnBuffers { get; } = [];

    public List<(string Key, torch.nn.Module Value)> OwnSubmodules { get; } = [];

    /// <summary>Null where no buffer has any.</summary>
    public Dictionary<string, BufferOptions>? Options { get; private set; }

    public static DeclaredState Of(ModuleRegistry state)
    {
        var declared = new DeclaredState();
        state.VisitDeclared(declared);
        return declared;
    }

    public override void Enter(Type type) => _types.Add(type);

    /// <summary>Whether a member has this key, one that is null too.</summary>
    public bool IsDeclared(string key) => _keys.ContainsKey(key);

    /// <summary>The class that declares <paramref name="key"/>, null where none does.</summary>
    public Type? DeclaringType(string key) => _keys.TryGetValue(key, out Type? type) ? type : null;

    /// <summary>Whether <paramref name="type"/> is generated, so that its fields are state only where it says so.</summary>
    public bool IsGenerated(Type type) => _types.Contains(type);

    /// <summary>Whether no class between <paramref name="type"/> and TorchSharp's own is written by hand.</summary>
    public bool IsWholeOf(Type type)
    {
        for (Type? current = type; current is not null && current.Assembly != typeof(torch.nn.Module).Assembly; current = current.BaseType)
        {
            if (!IsGenerated(current))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Parameter(string key, ref Parameter? value)
    {
        Declare(key);
        if (value is not null)
        {
            OwnParameters.Add((key, value));
        }

        return false;
    }

    public override bool Buffer(
        string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        Declare(key);
        if (value is not null)
        {
            OwnBuffers.Add((key, (value, persistent)));
            if (keepDtype || recipe is not null)
            {
                (Options ??= []).Add(key, new BufferOptions(keepDtype, recipe));
            }
        }

        return false;
    }

    public override void Module(string key, torch.nn.Module? value)
    {
        Declare(key);
        if (value is not null)
        {
            OwnSubmodules.Add((key, value));
        }
    }

    /// <summary>TorchSharp's own layers do this for their tensors; <c>RegisterComponents</c> does it for nobody.</summary>
    public void DetachFromDisposeScopes()
    {
        foreach ((_, Parameter parameter) in OwnParameters)
        {
            parameter.DetachFromDisposeScope();
        }

        foreach ((_, (torch.Tensor tensor, _)) in OwnBuffers)
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>What a container of TorchSharp will register with its parent.</summary>
    public void AdoptElements() => _elements.ForEach(StockLayer.Adopt);

    internal override void Elements(IEnumerable<torch.nn.Module> modules) => _elements.AddRange(modules);

    /// <summary>The compiler checks keys (TSG0007), but not across assemblies that were compiled apart.</summary>
    private void Declare(string key)
    {
        if (IsDeclared(key))
        {
            throw new InvalidOperationException($"attribute '{key}' already exists: {_types.Last().Name} and a base class declare it");
        }

        _keys.Add(key, _types.LastOrDefault());
    }
}
