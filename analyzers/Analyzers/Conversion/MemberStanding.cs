using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Finds out what TorchSharp makes of a member, in every class whose objects have it.</summary>
/// <param name="constructed">The class, and those derived from it that can be made.</param>
/// <param name="hand">What the classes of the hierarchy say to the registry.</param>
/// <param name="oracle">What their constructors do.</param>
/// <param name="cancellationToken">Cancels.</param>
internal sealed class MemberStanding(
    ImmutableArray<INamedTypeSymbol> constructed,
    IReadOnlyDictionary<INamedTypeSymbol, HandRegistration> hand,
    RegistrationOracle oracle,
    CancellationToken cancellationToken)
{
    /// <summary>A member is asked about by its own conversion and by each call that registers it.</summary>
    private readonly Dictionary<ISymbol, Standing?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Null where it depends on more than whether the member is null, or cannot be told.</summary>
    public Standing? Of(ISymbol member)
    {
        if (!_known.TryGetValue(member, out Standing? standing))
        {
            standing = Find(member);
            _known.Add(member, standing);
        }

        return standing;
    }

    private Standing? Find(ISymbol member)
    {
        INamedTypeSymbol[] having = constructed.Where(type => !IsNeverSet(member, type)).ToArray();
        Standing?[] standings = (having.Length > 0 ? having : constructed.AsEnumerable()).Select(type => In(type, member)).ToArray();
        bool byCall = standings.All(static standing => standing is Standing.Registered { AsBuffer: true });
        return standings
            .Select(standing => standing is Standing.Registered registered ? registered with { AsBuffer = byCall } : standing)
            .Distinct()
            .ToArray() is [var one]
            ? one
            : null;
    }

    /// <summary>A member that a class leaves to its bases, or to others over them: what is null has no entry in any case.</summary>
    private bool IsNeverSet(ISymbol member, INamedTypeSymbol type) =>
        oracle.FactsOf(type).Exit is { } exit
        && exit[member].Assigned == Certainty.No
        && oracle.Members.WritesOf(member, cancellationToken).All(static write =>
            (write.Value is not null && Operations.IsNull(write.Value)) || (write.AtConstruction && IsOnThis(write.Site)));

    private static bool IsOnThis(SyntaxNode assignment) =>
        assignment is AssignmentExpressionSyntax
        {
            Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax },
            Parent: not InitializerExpressionSyntax,
        };

    private Standing? In(INamedTypeSymbol type, ISymbol member)
    {
        ConstructionFacts facts = oracle.FactsOf(type);
        if (facts.Exit is not { } exit)
        {
            return null;
        }

        HandCall[] calls = ModuleClassifier.Ancestors(type).Prepend(type)
            .SelectMany(level => hand.TryGetValue(level.OriginalDefinition, out HandRegistration? said) ? said.Calls : [])
            .Where(call => SymbolEqualityComparer.Default.Equals(call.Member, member))
            .ToArray();

        // The registry keeps the one of before, and a list in it the elements of before.
        if (facts.Of(ConstructionEventKind.Assignment, member).Concat(facts.Of(ConstructionEventKind.ChangeOfElements, member)).Any(item =>
            item.Before.IsRegistered(member) != Certainty.No && !calls.Any(call => call.Given.Contains(item.Site)))
            || ElementsChangeLater(member))
        {
            return null;
        }

        return calls.Length > 0 ? ByCall(calls, type, facts, exit, member) : ByReflection(type, facts, exit, member);
    }

    private bool ElementsChangeLater(ISymbol member) =>
        ContainerApi.RegistersOnce(MemberClassifier.TypeOf(member), oracle.Torch)
        && oracle.Uses.Of(member, cancellationToken).Any(use =>
            Operations.Outermost(use.Operation) is var list
            && list.Parent is { } change
            && ContainerApi.ChangedBy(change, oracle.Torch) == list
            && !oracle.Members.IsConstruction(use.In, cancellationToken));

    private Standing.Registered? ByCall(
        HandCall[] calls, INamedTypeSymbol type, ConstructionFacts facts, ConstructionState exit, ISymbol member)
    {
        HandCall first = calls[0];
        bool byCall = exit.IsRegistered(member) == Certainty.Yes
            || IsRegisteredWhereAssigned(calls, facts, member)
            || calls.All(call => RegistersUnlessNull(call, facts, member));
        if (calls.Any(call => !call.AtConstruction
                || call.Key != first.Key
                || call.Persistent != first.Persistent
                || call.Registry != first.Registry)
            || IsParameterAmongBuffers(first, member)
            || !(byCall || IsFoundAnyway(first, facts, exit, member)))
        {
            return null;
        }

        // TorchSharp lists a tensor once, under the name that came first; a module and what cannot be saved it lists twice.
        bool renamed = first.Key != ReflectedMembers.KeyOf(member, oracle.Torch);
        bool reflected = exit.ComponentsRegistered != Certainty.No || IsHeld(type);
        return renamed
            && reflected
            && (first.Registry == StateKind.Submodule || !first.Persistent || !calls.All(call => ComesFirst(call, facts)))
            ? null
            : new Standing.Registered(
                first.Key, first.Persistent, AsBuffer: first.Registry == StateKind.Buffer && byCall && !(renamed && reflected));
    }

    /// <summary>
    /// <c>if (tied) { register_module("head", head); }</c> ahead of <c>RegisterComponents()</c>, which would give it the same key.
    /// </summary>
    private bool IsFoundAnyway(HandCall call, ConstructionFacts facts, ConstructionState exit, ISymbol member) =>
        call.Persistent
        && call.Key == ReflectedMembers.KeyOf(member, oracle.Torch)
        && exit.ComponentsRegistered == Certainty.Yes
        && StartsAsNull(member)
        && facts.Of(ConstructionEventKind.Assignment, member).All(item => item.Before.ComponentsRegistered == Certainty.No
            && item.Operation is { } value
            && (Operations.IsNull(value) || AssignedValue.RegistryOf(value, oracle.Torch, oracle.Bodies) == call.Registry));

    /// <summary>It is not trained, and no declaration of a field of that type would say so.</summary>
    private bool IsParameterAmongBuffers(HandCall call, ISymbol member) =>
        call.Registry == StateKind.Buffer
        && MemberClassifier.TypeOf(member) is { } type
        && StateTypes.KindOf(type, oracle.Torch) == StateKind.Parameter;

    private static bool ComesFirst(HandCall call, ConstructionFacts facts) =>
        facts.Of(ConstructionEventKind.RegisterCall)
            .Where(item => item.Site == call.Call)
            .All(static item => item.Before.ComponentsRegistered == Certainty.No);

    /// <summary><c>if (!tied) { head = Linear(2, 2); register_module("head", head); }</c>: elsewhere the member is null.</summary>
    private bool IsRegisteredWhereAssigned(HandCall[] calls, ConstructionFacts facts, ISymbol member) =>
        StartsAsNull(member)
        && facts.Of(ConstructionEventKind.Assignment, member).All(item =>
            (item.Operation is { } given && Operations.IsNull(given)) || calls.Any(call => Registers(call, item.Site)));

    private bool StartsAsNull(ISymbol member) =>
        InitialState.ValueOf(member) is not { } initial || (oracle.Bodies.OperationOf(initial) is { } value && Operations.IsNull(value));

    private static bool Registers(HandCall call, SyntaxNode assignment) =>
        call.Call.Span.Contains(assignment.Span)
        || (assignment.SpanStart < call.Statement.SpanStart
            && assignment.FirstAncestorOrSelf<SyntaxNode>(static around => around is BlockSyntax or SwitchSectionSyntax)
                == call.Statement.Parent);

    /// <summary><c>if (bias is not null) { register_parameter("bias", bias); }</c>, when it has its value.</summary>
    private bool RegistersUnlessNull(HandCall call, ConstructionFacts facts, ISymbol member) =>
        (call.Statement.Parent is BlockSyntax { Parent: IfStatementSyntax } block ? block.Parent : call.Statement.Parent)
            is IfStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax constructor } } test
        && test.Statement.Span.Contains(call.Statement.Span)
        && IsTestOf(member, test.Condition)
        && facts.Of(ConstructionEventKind.Assignment, member)
            .All(item => constructor.Span.Contains(item.Site.Span) && item.Site.SpanStart < test.SpanStart);

    private bool IsTestOf(ISymbol member, ExpressionSyntax condition) =>
        oracle.Bodies.OperationOf(condition) switch
        {
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation none } } test =>
                Operations.IsNull(none.Value) && Is(member, test.Value),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, OperatorMethod: null } test =>
                Operations.IsNull(test.RightOperand) && Is(member, test.LeftOperand),
            _ => false,
        };

    private static bool Is(ISymbol member, IOperation value) =>
        SymbolEqualityComparer.Default.Equals(MemberOfThis.In(Operations.Unwrap(value)), member);

    /// <summary><c>register_module</c> of a parent calls the <c>RegisterComponents()</c> of its child.</summary>
    private bool IsHeld(INamedTypeSymbol type) => HoldersOfClass.Of(type, oracle, cancellationToken).Any();

    private Standing? ByReflection(INamedTypeSymbol type, ConstructionFacts facts, ConstructionState exit, ISymbol member)
    {
        if (RegisterCalls.Of(member.ContainingType, oracle).Register(member, oracle))
        {
            return null;
        }

        TrackedMember state = exit[member];
        var registered = new Standing.Registered(ReflectedMembers.KeyOf(member, oracle.Torch), true);
        switch (exit.ComponentsRegistered)
        {
            case Certainty.Yes:
                return exit.IsRegistered(member) switch
                {
                    Certainty.Yes => registered,
                    Certainty.No => Standing.LeftOut.Instance,
                    _ => IsSetBeforeRegistration(facts, member) ? registered : null,
                };
            case Certainty.Unknown when !(MayRegister(facts) && IsSetBeforeRegistration(facts, member)):
                return null;
            default:
                // A parent registers it, as it is then. A root that registers by hand has what it says and nothing else.
                return state.Assigned switch
                {
                    not Certainty.No when oracle.InSequentials.Contains(type.OriginalDefinition) => null,
                    not Certainty.No when facts.Of(ConstructionEventKind.RegisterCall).Any() && !IsHeld(type) => null,
                    Certainty.Yes => registered,
                    Certainty.No => IsSetFromOutside(member, type) ? null : Standing.LeftOut.Instance,
                    _ => oracle.Members.WritesOf(member, cancellationToken).All(static write => write.AtConstruction) ? registered : null,
                };
        }
    }

    /// <summary><c>if (register) { RegisterComponents(); }</c>, as its caller likes. Where it does not, its parent does.</summary>
    private static bool MayRegister(ConstructionFacts facts) =>
        facts.Of(ConstructionEventKind.RegisterComponents).ToList() is { Count: > 0 } calls
        && calls.TrueForAll(static call => call.Before.ComponentsRegistered == Certainty.No);

    /// <summary><c>child = new Child { Fc = fc }</c>: the member has its value when the parent registers the child.</summary>
    private bool IsSetFromOutside(ISymbol member, INamedTypeSymbol type) =>
        oracle.Members.WritesOf(member, cancellationToken)
            .Where(static write => write.Value is null || !Operations.IsNull(write.Value))
            .Any(write => !IsOf(type, write.In)
                || (write.In is IMethodSymbol method
                    && oracle.Uses.Callers(method.OriginalDefinition, cancellationToken)
                        .Any(caller => oracle.Members.IsConstruction(caller, cancellationToken))));

    private static bool IsOf(INamedTypeSymbol type, ISymbol member) =>
        ModuleClassifier.Ancestors(type).Prepend(type).Any(
            level => SymbolEqualityComparer.Default.Equals(level.OriginalDefinition, member.ContainingType?.OriginalDefinition));

    /// <summary>
    /// Then it is registered exactly when it is not null. A base whose source is not here is taken not to register: where it
    /// did, nothing that a derived class assigns ever would be.
    /// </summary>
    private static bool IsSetBeforeRegistration(ConstructionFacts facts, ISymbol member) =>
        facts.Of(ConstructionEventKind.Assignment, member)
            .All(static item =>
                item.Before is { ComponentsRegistered: Certainty.No } or { ComponentsRegistered: Certainty.Unknown, RegisteredAt: null });
}
