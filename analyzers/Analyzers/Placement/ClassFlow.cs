using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// Follows tensors through <c>forward</c> of one class and through the methods of the class that it reaches, until nothing
/// new is learnt about any of them.
/// </summary>
internal sealed class ClassFlow(ModuleBodies bodies, TorchSymbols torch)
{
    /// <summary>More rounds than any call chain of a real class needs; recursion could otherwise go on.</summary>
    private const int MostRounds = 20;

    private readonly Dictionary<IOperation, Creation> _creations = [];
    private readonly HashSet<MethodBody> _reached = [];
    private bool _changed;

    public TorchSymbols Torch { get; } = torch;

    public ImmutableArray<Meeting> Run(CancellationToken cancellationToken)
    {
        foreach (MethodBody forward in bodies.Forwards)
        {
            Reach(forward);
            foreach (IParameterSymbol parameter in forward.Method.Parameters.Where(parameter => !parameter.Type.IsValueType || parameter.Type.IsTupleType))
            {
                Pass(forward, parameter, TensorPlacement.OnModule);
            }
        }

        _changed = true;
        for (int round = 0; _changed && round < MostRounds; round++)
        {
            _changed = false;
            foreach (MethodBody body in _reached.ToArray())
            {
                cancellationToken.ThrowIfCancellationRequested();
                _changed |= body.Run(this, static _ => { });
            }
        }

        var meetings = new List<Meeting>();
        foreach (MethodBody body in _reached.ToArray())
        {
            body.Run(this, meetings.Add);
        }

        return [.. meetings];
    }

    /// <summary>The same object for the same call, however often it is run.</summary>
    public Creation CreationOf(IInvocationOperation call, IMethodSymbol method)
    {
        if (!_creations.TryGetValue(call, out Creation? creation))
        {
            _creations[call] = creation = new Creation(call, method);
        }

        return creation;
    }

    public MethodBody? BodyOf(IMethodSymbol method) => bodies.Find(method);

    /// <summary>Notes that forward comes to a method.</summary>
    public void Reach(MethodBody body) => _changed |= _reached.Add(body);

    /// <summary>Notes what a caller passes.</summary>
    public void Pass(MethodBody body, IParameterSymbol parameter, TensorPlacement value)
    {
        TensorPlacement joined = body.Entry[parameter]?.Join(value) ?? value;
        if (!joined.Equals(body.Entry[parameter]))
        {
            FlowState entry = body.Entry.Copy();
            entry[parameter] = joined;
            body.Entry = entry;
            _changed = true;
        }
    }

    /// <summary>What a property of the class returns that computes its value; null for one that holds it.</summary>
    public TensorPlacement? Get(IPropertySymbol property)
    {
        if (property.GetMethod is not { } getter || BodyOf(getter) is not { } body)
        {
            return null;
        }

        Reach(body);
        return body.Result;
    }

    /// <summary>Where a member is before the method has assigned it.</summary>
    public TensorPlacement Before(ISymbol variable)
    {
        ITypeSymbol? type = MemberClassifier.TypeOf(variable);
        return type is null || variable.IsStatic ? TensorPlacement.Unknown
            : Torch.IsParameter(type) || IsDeclaredState(variable) ? TensorPlacement.OnModule
            : TensorPlacement.Unknown;
    }

    /// <summary>What is called: by its type, or by what the class assigns to the field.</summary>
    public LayerKind LayerOf(IOperation layer)
    {
        LayerKind kind = Layers.KindOf(layer.Type, Torch);
        return kind == LayerKind.Open && layer is IFieldReferenceOperation field ? Layers.Common(bodies.ValuesOf(field.Field)) : kind;
    }

    private bool IsDeclaredState(ISymbol member) =>
        ModuleClassifier.IsGenerated(member.ContainingType, Torch) && ModuleDeclaration.StateOf(member, Torch) is { Kind: StateKind.Buffer };
}
