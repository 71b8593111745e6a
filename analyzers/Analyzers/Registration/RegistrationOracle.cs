using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// The one place that answers whether a member of a module is registered, for all rules. One for each compilation;
/// a type is looked into when it is asked for, once.
/// </summary>
internal sealed class RegistrationOracle
{
    private static readonly ConditionalWeakTable<Compilation, RegistrationOracle> s_oracles = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, Lazy<ConstructionFacts>> _facts = new(SymbolEqualityComparer.Default);

    private RegistrationOracle(Compilation compilation, TorchSymbols torch)
    {
        Torch = torch;
        Bodies = new MethodBodies(compilation);
        Uses = new MemberUses(Bodies);
        Members = new MemberHistory(this);
    }

    public TorchSymbols Torch { get; }

    public MethodBodies Bodies { get; }

    public MemberUses Uses { get; }

    public MemberHistory Members { get; }

    /// <summary>The rules of one compilation share its oracle.</summary>
    public static RegistrationOracle Of(Compilation compilation, TorchSymbols torch) =>
        s_oracles.GetValue(compilation, added => new RegistrationOracle(added, torch));

    /// <summary>A class of the user's own whose members TorchSharp registers by reflection, or not at all.</summary>
    public bool IsHandWritten(INamedTypeSymbol type) => IsOwn(type) && !ModuleClassifier.IsDeclared(type);

    /// <summary>A module class that this compilation declares.</summary>
    public bool IsOwn(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && !type.DeclaringSyntaxReferences.IsEmpty && Torch.IsModule(type) && !Torch.IsStock(type);

    public ConstructionFacts FactsOf(INamedTypeSymbol type) =>
        _facts.GetOrAdd(
            type.OriginalDefinition,
            added => new Lazy<ConstructionFacts>(() => ConstructionFacts.Compute(added, Torch, Bodies))).Value;

    public RegistrationAnswer Ask(ISymbol member)
    {
        INamedTypeSymbol type = member.ContainingType.OriginalDefinition;
        if (!IsOwn(type))
        {
            return RegistrationAnswer.Unknown.Instance;
        }

        return ModuleClassifier.IsGenerated(type, Torch) ? AskGenerated(member) : AskHandWritten(member, type);
    }

    private RegistrationAnswer AskGenerated(ISymbol member) =>
        ModuleDeclaration.StateOf(member, Torch) is { } state
            ? new RegistrationAnswer.Registered(state.Key, RegistrationRoute.Generated, state.Persistent)
            : new RegistrationAnswer.NotRegistered("it has no [Buffer] attribute", null);

    private RegistrationAnswer AskHandWritten(ISymbol member, INamedTypeSymbol type)
    {
        if (member.IsStatic)
        {
            return new RegistrationAnswer.NotRegistered("it is static", null);
        }

        if (ModuleClassifier.IsDeclared(type) || FactsOf(type).Exit is not { } exit)
        {
            return RegistrationAnswer.Unknown.Instance;
        }

        MemberState state = exit[member.OriginalDefinition];
        return state switch
        {
            { Registered: Certainty.Yes } =>
                new RegistrationAnswer.Registered(state.Key ?? StateMembers.ReflectedKey(member, Torch), state.Route, state.Persistent),
            { Registered: Certainty.No, Assigned: Certainty.Yes } when exit.ComponentsRegistered == Certainty.Yes && !IsRegisteredAnywhere(member) =>
                new RegistrationAnswer.NotRegistered(
                    exit.RegisteredAt is { } at ? $"assigned after RegisterComponents() on line {Line(at)}" : "assigned after RegisterComponents()",
                    state.AssignedAt),
            _ => RegistrationAnswer.Unknown.Instance,
        };
    }

    /// <summary>Whether any method of the class registers the member by its name or its value, at whatever time.</summary>
    public bool IsRegisteredAnywhere(ISymbol member) => RegisterCalls.Of(member.ContainingType, this).Name(member, this);

    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Whether the node stands in the declaration of <paramref name="type"/>, rather than in a base of it.</summary>
    public static bool IsIn(SyntaxNode node, INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == node.SyntaxTree && reference.Span.Contains(node.Span));
}
