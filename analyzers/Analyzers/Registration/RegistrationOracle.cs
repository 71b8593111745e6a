using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _modules;
    private readonly Lazy<ImmutableHashSet<INamedTypeSymbol>> _inSequentials;
    private readonly Lazy<ImmutableHashSet<INamedTypeSymbol>> _drawn;

    private RegistrationOracle(Compilation compilation, TorchSymbols torch)
    {
        _modules = new(() => DeclaredModules.Of(compilation, torch));
        _inSequentials = new(() => [.. SequentialElements.Find(this)]);
        _drawn = new(() => [.. DrawnInOrder.Find(this)]);
        Torch = torch;
        Bodies = new MethodBodies(compilation);
        Uses = new MemberReferences(Bodies, IsAboutTensors);
        Members = new MemberHistory(this);
        TensorUses = new UseClassifier(this);
        Missed = new MissedState(this);
        Derived = new DerivedModules(Bodies);
    }

    public TorchSymbols Torch { get; }

    public MethodBodies Bodies { get; }

    /// <summary>The module classes of the compilation, looked for when they are asked for.</summary>
    public ImmutableArray<INamedTypeSymbol> Modules => _modules.Value;

    /// <summary>The classes of which the project puts objects into a <c>Sequential</c>.</summary>
    public ImmutableHashSet<INamedTypeSymbol> InSequentials => _inSequentials.Value;

    /// <summary>The classes whose weights the project draws in the order in which TorchSharp lists them.</summary>
    public ImmutableHashSet<INamedTypeSymbol> Drawn => _drawn.Value;

    public MemberReferences Uses { get; }

    public MemberHistory Members { get; }

    public UseClassifier TensorUses { get; }

    public MissedState Missed { get; }

    public DerivedModules Derived { get; }

    /// <summary>The rules of one compilation share its oracle.</summary>
    public static RegistrationOracle Of(Compilation compilation, TorchSymbols torch) =>
        s_oracles.GetValue(compilation, added => new RegistrationOracle(added, torch));

    /// <summary>A class of the user's own whose members TorchSharp registers by reflection, or not at all.</summary>
    public bool IsHandWritten(INamedTypeSymbol type) => IsOwn(type) && ClassOrigins.Of(type, Torch) == ClassOrigin.HandWritten;

    /// <summary>A module class that this compilation declares.</summary>
    public bool IsOwn(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && Bodies.HasSourceOf(type) && Torch.IsModule(type) && !Torch.IsStock(type);

    public ConstructionFacts FactsOf(INamedTypeSymbol type) =>
        _facts.GetOrAdd(
            type.OriginalDefinition,
            added => new Lazy<ConstructionFacts>(() => ConstructionFacts.Compute(added, Torch, Bodies))).Value;

    /// <summary>Whether a member is registered in objects of the class that declares it.</summary>
    public RegistrationAnswer Ask(ISymbol member) => Ask(member, member.ContainingType);

    /// <summary>The same in objects of a class that derives from it: its constructor may go on registering, or come too late.</summary>
    public RegistrationAnswer Ask(ISymbol member, INamedTypeSymbol asPartOf)
    {
        INamedTypeSymbol type = asPartOf.OriginalDefinition;
        if (!IsOwn(type))
        {
            return RegistrationAnswer.Unknown.Nothing;
        }

        return ModuleClassifier.IsGenerated(member.ContainingType, Torch)
            ? AskGenerated(member)
            : AskHandWritten(member.OriginalDefinition, type);
    }

    /// <summary>
    /// All that the registry of a finished object of a hand-written class has or may have: entries of members, and those of
    /// calls that no member stands behind. Empty where no constructor can be followed.
    /// </summary>
    public ImmutableArray<RegistryEntry> EntriesOf(INamedTypeSymbol type) =>
        FactsOf(type).Exit is { } exit ? [.. exit.Entries.OrderBy(static entry => entry.Since?.SpanStart ?? 0)] : [];

    private RegistrationAnswer AskGenerated(ISymbol member) =>
        ModuleDeclaration.StateOf(member, Torch) is { } state
            ? new RegistrationAnswer.Registered(
                [new RegistryEntry(state.Kind, state.Key, member, state.Persistent, RegistrationRoute.Generated, Certainty.Yes, null)])
            : new RegistrationAnswer.NotRegistered(MissReason.NoAttribute, "it has no [Buffer] attribute", null);

    private RegistrationAnswer AskHandWritten(ISymbol member, INamedTypeSymbol type)
    {
        if (member.IsStatic)
        {
            return new RegistrationAnswer.NotRegistered(MissReason.Static, "it is static", null);
        }

        if (ModuleClassifier.IsDeclared(type) || FactsOf(type).Exit is not { } exit)
        {
            return RegistrationAnswer.Unknown.Nothing;
        }

        ImmutableArray<RegistryEntry> entries = [.. exit.EntriesOf(member)];
        if (ClassOrigins.MovesGivenModulesOnly(type, Torch))
        {
            return exit[member].Assigned == Certainty.Yes
                ? new RegistrationAnswer.NotRegistered(
                    MissReason.BaseMovesItsOwn,
                    "the base class Sequential moves the modules that it is given, and nothing else",
                    exit[member].AssignedAt)
                : RegistrationAnswer.Unknown.Nothing;
        }

        return exit.IsRegistered(member) switch
        {
            Certainty.Yes => new RegistrationAnswer.Registered(entries),
            Certainty.No when exit[member] is { Assigned: Certainty.Yes, AssignedAt: { } site } && !IsRegisteredAnywhere(member, type) =>
                MissedBy(member, type, site, exit) is { } missed ? missed : RegistrationAnswer.Unknown.Nothing,
            _ => new RegistrationAnswer.Unknown(entries),
        };
    }

    private static RegistrationAnswer.NotRegistered? MissedBy(
        ISymbol member, INamedTypeSymbol type, SyntaxNode site, ConstructionState exit) =>
        exit switch
        {
            { ComponentsRegistered: Certainty.Yes, RegisteredAt: { } at } => Late(member, type, site, at),
            { ComponentsRegistered: Certainty.Yes } =>
                new RegistrationAnswer.NotRegistered(MissReason.AssignedLate, "assigned after RegisterComponents()", site),
            _ => null,
        };

    /// <summary>A member that gets its value at <paramref name="site"/>, when <c>RegisterComponents()</c> has been called.</summary>
    public static RegistrationAnswer.NotRegistered Late(ISymbol member, INamedTypeSymbol type, SyntaxNode site, SyntaxNode registeredAt) =>
        !IsIn(registeredAt, type)
        && SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, type.OriginalDefinition)
            ? new(
                MissReason.BaseRegistered,
                $"assigned on line {Line(site)}, when the constructor of the base class has called RegisterComponents()",
                site)
            : new(MissReason.AssignedLate, $"assigned on line {Line(site)}, after RegisterComponents() on line {Line(registeredAt)}", site);

    /// <summary>
    /// A value that takes the place of the registered one at <paramref name="site"/>, while the registry goes on with that.
    /// </summary>
    public RegistrationAnswer.NotRegistered Replaced(ISymbol member, SyntaxNode site, bool disposesOld) =>
        new(
            MissReason.Replaced,
            MemberClassifier.TypeOf(member) is { } type && StateTypes.KindOf(type, Torch) == StateKind.Submodule
                ? "state_dict, .to() and eval() go on with the old module, and never reach the one assigned here"
                : disposesOld
                    ? "its key is gone from state_dict once the old tensor is disposed, and what is assigned here neither moves nor is saved"
                    : "state_dict keeps the old tensor after this assignment, and the next .to() restores it",
            site);

    /// <summary>Whether any method of the class or its bases registers the member by its name or its value, at whatever time.</summary>
    public bool IsRegisteredAnywhere(ISymbol member) => IsRegisteredAnywhere(member, member.ContainingType);

    /// <inheritdoc cref="IsRegisteredAnywhere(ISymbol)"/>
    public bool IsRegisteredAnywhere(ISymbol member, INamedTypeSymbol type) => RegisterCalls.Of(type, this).Name(member, this);

    /// <summary>A file that names neither torch nor a tensor can only use a module by the name of its class.</summary>
    private static bool IsAboutTensors(SyntaxTree tree) =>
        NamesInTree.Mentions(tree, "orch", default) || NamesInTree.Mentions(tree, "ensor", default);

    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>
    /// Whether the node stands in the declaration of <paramref name="type"/>, rather than in a base of it or a class inside it.
    /// </summary>
    public static bool IsIn(SyntaxNode node, INamedTypeSymbol type) =>
        node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } around
        && type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == around.SyntaxTree && reference.Span == around.Span);
}
