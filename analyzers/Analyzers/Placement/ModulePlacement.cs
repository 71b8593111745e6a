using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// Follows tensors through the methods of one class. Each call of a method is followed with what the caller passes, so that
/// two callers do not mix.
/// </summary>
internal sealed class ModulePlacement(
    INamedTypeSymbol type, ModuleInputs inputs, RegistrationOracle oracle, CancellationToken cancellationToken)
{
    /// <summary>Deep enough for <c>Generate -> call -> forward -> Mask</c>; what lies deeper counts as unseen.</summary>
    private const int MaxDepth = 6;

    /// <summary>More calls than a real class makes from one method; a class beyond it is left half seen, not wrongly.</summary>
    private const int MostRuns = 400;

    private readonly Dictionary<IOperation, Creation> _creations = [];
    private readonly Dictionary<(ISymbol Method, PlacementState Entry), Outcome> _known = [];
    private readonly Stack<IMethodSymbol> _calls = new();
    private int _runs;

    public TorchSymbols Torch => oracle.Torch;

    /// <summary>Whether a method stands in this class, rather than in a base or a helper.</summary>
    public bool Declares(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, type.OriginalDefinition);

    /// <summary>Whether a method is a helper outside of all modules that is given tensors, and so could ask one for its device.</summary>
    public bool IsHelperWithTensors(IMethodSymbol method) =>
        method.IsStatic
        && !Torch.IsModule(method.ContainingType)
        && method.Parameters.Any(
            parameter => Torch.IsTensorLike(parameter.Type is IArrayTypeSymbol { ElementType: var element } ? element : parameter.Type));

    /// <summary>
    /// What comes together in <c>forward</c>, with an input on the module's device, and in other methods that users call,
    /// with arguments of which nothing is known. While a module is being made it is on the CPU with all it holds.
    /// </summary>
    public IEnumerable<Meeting> Run(IEnumerable<IMethodSymbol> methods)
    {
        foreach (IMethodSymbol method in methods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (oracle.Bodies.GraphOf(method) is { } graph
                && Enter(method, graph, IsForward(method)
                    ? Inputs(method, TensorPlacement.OnModule)
                    : PlacementState.Empty).Meetings is { IsEmpty: false } meetings
                && !oracle.Members.IsConstruction(method, cancellationToken))
            {
                foreach (Meeting meeting in meetings)
                {
                    yield return meeting;
                }
            }
        }
    }

    /// <summary>What the module does with an input on the default device.</summary>
    public LayerKind KindOfInput()
    {
        if (FindForward() is not { } forward || oracle.Bodies.GraphOf(forward) is not { } graph)
        {
            return LayerKind.Open;
        }

        var input = new Creation(null, forward);
        Outcome outcome = Enter(forward, graph, Inputs(forward, TensorPlacement.Created(input, rank: 1)));
        return outcome.Meetings.Any(meeting => meeting.Creation == input) ? LayerKind.Weighted
            : outcome.Result is { IsOnModule: false } result && result.Fresh.Contains(input) ? LayerKind.Stateless
            : LayerKind.Open;
    }

    /// <summary>Follows a call.</summary>
    public Outcome Enter(IMethodSymbol method, ControlFlowGraph graph, PlacementState entry)
    {
        if (_known.TryGetValue((method, entry), out Outcome? known))
        {
            return known;
        }

        if (_calls.Count >= MaxDepth || _runs >= MostRuns || _calls.Contains(method, SymbolEqualityComparer.Default))
        {
            return Outcome.Unseen(entry);
        }

        _runs++;
        _calls.Push(method);
        var flow = new PlacementFlow(method, graph, this);
        PlacementState exit = flow.Run(entry) ?? entry;
        _calls.Pop();
        return _known[(method, entry)] = new Outcome(exit, flow.Result ?? TensorPlacement.Unknown, [.. flow.Meetings.Distinct()]);
    }

    /// <summary>The method that runs, with its body, where it is one of this class, of its bases, or a static helper.</summary>
    public (IMethodSymbol Method, ControlFlowGraph Graph)? BodyOf(IInvocationOperation call)
    {
        IMethodSymbol called = call.TargetMethod.OriginalDefinition;
        bool onThis = call.Instance is IInstanceReferenceOperation;
        IMethodSymbol? method =
            onThis && ModuleApi.Running.Contains(called, Torch) ? FindForward()
            : onThis || called.IsStatic ? (call.IsVirtual ? Overriding(called) : called)
            : null;
        return method is { IsAsync: false } && oracle.Bodies.GraphOf(method) is { } graph ? (method, graph) : null;
    }

    public ControlFlowGraph? GetterOf(IPropertySymbol property) =>
        property.GetMethod is { } getter ? oracle.Bodies.GraphOf(getter.OriginalDefinition) : null;

    /// <summary>The same object for the same call, however often it is run.</summary>
    public Creation CreationOf(IInvocationOperation call, IMethodSymbol method)
    {
        if (!_creations.TryGetValue(call, out Creation? creation))
        {
            _creations[call] = creation = new Creation(call, method);
        }

        return creation;
    }

    /// <summary>Where a member is before the method has assigned it.</summary>
    public TensorPlacement Before(ISymbol variable) =>
        MemberClassifier.TypeOf(variable) is { } held
        && !variable.IsStatic
        && (Torch.IsParameter(held)
            || (Torch.IsTensor(held) && oracle.Ask(variable.OriginalDefinition) is RegistrationAnswer.Registered { Moves: true }))
            ? TensorPlacement.OnModule
            : TensorPlacement.Unknown;

    /// <summary>
    /// What is called: by its type, by what the class assigns to the member, or by what the forward of a user's class does.
    /// </summary>
    public LayerKind LayerOf(IOperation layer)
    {
        LayerKind kind = inputs.KindOf(layer.Type, type);
        return kind == LayerKind.Open && layer is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member
            ? Layers.Common(
                [
                    .. oracle.Members.WritesOf(member.Member.OriginalDefinition, cancellationToken)
                        .Select(write => inputs.KindOfValue(write.Value, type))
                ])
            : kind;
    }

    private static PlacementState Inputs(IMethodSymbol forward, TensorPlacement placement)
    {
        PlacementState entry = PlacementState.Empty.Copy();
        foreach (IParameterSymbol parameter in forward.Parameters.Where(
            static parameter => !parameter.Type.IsValueType || parameter.Type.IsTupleType))
        {
            entry[parameter] = placement;
        }

        return entry;
    }

    /// <summary><c>forward</c>, as an override or, over a plain <c>Module</c>, by its name.</summary>
    private static bool IsForward(IMethodSymbol method) => method is { Name: "forward" or "Forward", Parameters.IsEmpty: false };

    private IMethodSymbol? FindForward() =>
        ModuleClassifier.Ancestors(type).Prepend(type)
            .TakeWhile(current => !Torch.IsStock(current))
            .SelectMany(static current => current.GetMembers("forward").OfType<IMethodSymbol>())
            .FirstOrDefault(static method => method is { IsOverride: true, IsAbstract: false, Parameters.IsEmpty: false })
            ?.OriginalDefinition;

    private IMethodSymbol Overriding(IMethodSymbol method) =>
        type.GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.OverriddenMethod?.OriginalDefinition, method))
        ?? method;
}
