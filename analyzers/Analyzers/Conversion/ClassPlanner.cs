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

/// <summary>
/// Writes down how one hand-written class becomes a generated one with the same state. Each member becomes what it is
/// today, which is what makes old files load and numbers stay.
/// </summary>
internal sealed class ClassPlanner
{
    private readonly INamedTypeSymbol _type;
    private readonly HandRegistration _hand;
    private readonly MemberStanding _standing;
    private readonly GenerationRequest _request;
    private readonly IEnumerable<ClassConversion> _bases;
    private readonly bool _isDeclared;
    private readonly RegistrationOracle _oracle;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<SyntaxNode, MemberConversion> _members = [];
    private readonly Dictionary<SyntaxNode, StatementConversion> _statements = [];
    private readonly Dictionary<ExpressionSyntax, string> _reads = [];
    private readonly HashSet<AssignmentExpressionSyntax> _detached = [];
    private readonly ImmutableArray<AddedField>.Builder _fields = ImmutableArray.CreateBuilder<AddedField>();
    private bool _hasState;

    private ClassPlanner(
        INamedTypeSymbol type,
        HandRegistration hand,
        MemberStanding standing,
        GenerationRequest request,
        IEnumerable<ClassConversion> bases,
        RegistrationOracle oracle,
        CancellationToken cancellationToken)
    {
        _type = type;
        _hand = hand;
        _standing = standing;
        _request = request;
        _bases = bases;
        _isDeclared = ModuleClassifier.IsDeclared(type);
        _oracle = oracle;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Null where something of the class's state could not be kept as it is, or where it has nothing to say about state.</summary>
    /// <param name="type">A hand-written class.</param>
    /// <param name="hand">What it says to the registry.</param>
    /// <param name="standing">What becomes of its members.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="bases">What is planned for its bases.</param>
    /// <param name="oracle">What its constructors do.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static ClassConversion? Plan(
        INamedTypeSymbol type,
        HandRegistration hand,
        MemberStanding standing,
        GenerationRequest request,
        IEnumerable<ClassConversion> bases,
        RegistrationOracle oracle,
        CancellationToken cancellationToken)
    {
        var planner = new ClassPlanner(type, hand, standing, request, bases, oracle, cancellationToken);
        bool possible = !(request.Keeps && CapturedParameters.Of(type, oracle, cancellationToken).Any())
            && planner.PlanMembers()
            && (planner._isDeclared || planner.PlanStatements());
        int changes = planner._members.Count + planner._statements.Count + planner._detached.Count;
        return possible && (planner._hasState || changes > 0 || !request.Keeps)
            ? new ClassConversion(
                type,
                planner._hasState || !request.Keeps,
                !planner._isDeclared,
                HandWrittenParts.Of(type)
                    .Select(reference => (TypeDeclarationSyntax)reference.GetSyntax(cancellationToken))
                    .ToImmutableArray(),
                planner._members,
                planner._statements,
                planner._reads,
                planner._detached,
                planner._fields.ToImmutable())
            : null;
    }

    private bool PlanMembers()
    {
        foreach (ISymbol member in MemberClassifier.Candidates(_type))
        {
            if (MemberClassifier.TypeOf(member) is not { } memberType || member.DeclaringSyntaxReferences is not [var reference])
            {
                continue;
            }

            (bool possible, MemberConversion? conversion) =
                _request.Wishes.TryGetValue(member, out Wish wish) ? (true, Fulfil(member, wish) with { WithOldKey = null })
                : _isDeclared ? (true, null)
                : Convert(member, memberType);
            if (!possible || (conversion is not null && !PlanAssignments(conversion)))
            {
                return false;
            }

            if (conversion is not null)
            {
                _members.Add(reference.GetSyntax(_cancellationToken), conversion);
            }
        }

        return _bases.SelectMany(static conversion => conversion.Members.Values).All(PlanAssignments);
    }

    /// <summary>A tuple cannot be detached; and of a parameter that call would make a plain tensor.</summary>
    private bool PlanAssignments(MemberConversion conversion)
    {
        if (!conversion.Assignable)
        {
            return true;
        }

        foreach (MemberWrite write in UnseenAssignment.Of(conversion.Symbol, _type, _oracle, _cancellationToken))
        {
            if (write.Site is not AssignmentExpressionSyntax { Left: not TupleExpressionSyntax } assignment
                || conversion.Type is not null
                || !_oracle.Torch.IsTensor(MemberClassifier.TypeOf(conversion.Symbol)!))
            {
                return false;
            }

            _detached.Add(assignment);
        }

        return true;
    }

    private MemberConversion Fulfil(ISymbol member, Wish wish)
    {
        string key = _isDeclared ? NaturalKey(member)
            : _standing.Of(member) is Standing.Registered registered ? registered.Key
            : CallOf(member)?.Key ?? NaturalKey(member);
        return wish switch
        {
            Wish.NotRegistered => LeaveOut(member),
            Wish.NonPersistentBuffer => Declare(member, StateKind.Buffer, key, StateAttributeText.NonPersistent(keepsDtype: false)),
            Wish.Buffer => Declare(member, StateKind.Buffer, key, null),
            _ =>
                Declare(member, wish == Wish.Parameter ? StateKind.Parameter : StateKind.Submodule, key, null) is var declared
                && declared.Attribute is null
                ? declared with { Attribute = wish.ToString() }
                : declared,
        };
    }

    private (bool Possible, MemberConversion? Conversion) Convert(ISymbol member, ITypeSymbol type)
    {
        TorchSymbols torch = _oracle.Torch;
        if (StateTypes.KindOf(type, torch) is not { } kind)
        {
            bool holds = MemberClassifier.HoldsValue(member);
            return holds && RunTimeType.MayBeState(member, type, _oracle, _cancellationToken) ? (false, null)
                : holds && StateHolder.Describe(type, torch) is not null ? (true, LeaveOut(member))
                : (true, null);
        }

        if (member is IFieldSymbol { IsStatic: true, IsConst: false })
        {
            return (true, kind == StateKind.Buffer ? LeaveOut(member) : null);
        }

        if (!MemberClassifier.HoldsValue(member))
        {
            return (true, null);
        }

        if (member is IPropertySymbol property && (property.IsVirtual || property.IsOverride))
        {
            return (false, null);
        }

        switch (_standing.Of(member) is var standing && standing is Standing.Registered || _request.Keeps
            ? standing
            : Intended(member, kind))
        {
            case Standing.Registered when _request.Keeps && kind == StateKind.Submodule && HoldsPretrained(member):
                return (false, null);
            case Standing.Registered registered:
                _hasState = true;
                return kind == StateKind.Buffer ? ConvertTensor(member, registered) : (true, Declare(member, kind, registered.Key, null));
            case Standing.LeftOut:
                return (true, LeaveOut(member));
            default:
                return (false, null);
        }
    }

    /// <summary>Below a generated class the weight that it uses is state, and a file of before has another one in its place.</summary>
    private bool HoldsPretrained(ISymbol member) =>
        _oracle.Members.WritesOf(member, _cancellationToken)
            .SelectMany(static write => write.Value?.DescendantsAndSelf() ?? [])
            .Any(part => part is IInvocationOperation { TargetMethod: var made } && Layers.Pretrained.Contains(made, _oracle.Torch));

    /// <summary>
    /// What a class that registers too little meant to register: what it makes for itself, and does not overwrite while it runs.
    /// </summary>
    private Standing Intended(ISymbol member, StateKind kind) =>
        CallOf(member) is { } call
            ? new Standing.Registered(call.Key, call.Persistent)
        : _oracle.Members.WritesOf(member, _cancellationToken)
            .Any(static write => write.AtConstruction && (write.Value is null || !Operations.IsNull(write.Value)))
        && (kind != StateKind.Buffer || !_oracle.Members.IsTransient(member, _cancellationToken))
            ? new Standing.Registered(NaturalKey(member), true)
            : Standing.LeftOut.Instance;

    private HandCall? CallOf(ISymbol member) =>
        _hand.Calls.FirstOrDefault(call => SymbolEqualityComparer.Default.Equals(call.Member, member));

    private string NaturalKey(ISymbol member) => MemberClassifier.KeyOf(member, null, _oracle.Torch);

    private MemberConversion Declare(ISymbol member, StateKind kind, string key, string? options)
    {
        bool compilerMade = member is IPropertySymbol own && key == MemberClassifier.BackingField(own)?.Name;
        string text = StateAttributeText.Of(
            kind.ToString(), compilerMade || key == NaturalKey(member) ? null : key, options, compilerMade ? [key] : []);
        return new MemberConversion(member, kind != StateKind.Buffer && text == kind.ToString() ? null : text, kind != StateKind.Submodule)
        {
            WithOldKey = compilerMade ? StateAttributeText.Of(kind.ToString(), key, options, []) : null,
        };
    }

    private static MemberConversion LeaveOut(ISymbol member) => new(member, MemberConversion.LeftOut, false);

    /// <summary>A field of type Tensor may hold a parameter, which TorchSharp registers as one: then its type has to say so.</summary>
    private (bool Possible, MemberConversion? Conversion) ConvertTensor(ISymbol member, Standing.Registered registered)
    {
        MemberConversion buffer = Declare(
            member, StateKind.Buffer, registered.Key, registered.Persistent ? null : StateAttributeText.NonPersistent(_request.Keeps));
        if (registered.AsBuffer)
        {
            return (true, buffer);
        }

        IOperation?[] written = _oracle.Members.WritesOf(member, _cancellationToken)
            .Select(static write => write.Value)
            .Where(static value => value is null || !IsBufferRead(value))
            .ToArray();
        return (written.Contains(null)
            ? HeldTensor.Unknown
            : HeldTensors.OfAll(written.OfType<IOperation>(), _oracle.Torch, _oracle.Bodies)) switch
        {
            HeldTensor.Parameter when written.All(value => HeldTensors.IsTypedAsParameter(value!, _oracle.Torch)) =>
                (true, Declare(member, StateKind.Parameter, registered.Key, null) with { Type = ParameterNameAt(member) }),
            HeldTensor.Parameter or HeldTensor.Unknown when _request.Keeps => (false, null),
            _ => (true, buffer),
        };
    }

    private string ParameterNameAt(ISymbol member)
    {
        SyntaxNode place = member.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
        return DeclaredType.NameAt(_oracle.Torch.Parameter, _oracle.Bodies.ModelOf(place.SyntaxTree), place.SpanStart);
    }

    private static bool IsBufferRead(IOperation value) =>
        Operations.Unwrap(value) is IInvocationOperation { TargetMethod.Name: "get_buffer" };

    private bool PlanStatements()
    {
        if (!_hand.ComponentCalls.All(Remove)
            || !_hand.Calls.All(PlanCall)
            || !_hand.Removals.All(removal => PlanRemoval(removal.Statement, removal.Key)))
        {
            return false;
        }

        foreach (SyntaxNode gone in EmptiedMethods.Of(_type, _statements, _oracle.Bodies, _cancellationToken).ToList())
        {
            _statements[gone] = StatementConversion.Remove.Instance;
        }

        return true;
    }

    private bool Remove(SyntaxNode statement)
    {
        _statements.Add(statement, StatementConversion.Remove.Instance);
        return EmptiedStatement.CanGo(statement);
    }

    private bool PlanCall(HandCall call)
    {
        if (call.Member is { } member)
        {
            // What stands for the member in its own class stands for it in a derived one.
            if (call.Assigns)
            {
                _statements.Add(call.Statement, new StatementConversion.Evaluate(call.Argument));
            }

            return (call.Assigns || Remove(call.Statement)) && (!_request.Keeps || _standing.Of(member) is Standing.Registered);
        }

        bool takesName = ReflectedMembers.OfChain(_type, _oracle.Torch).Any(
            other => other.Name == call.Key || ReflectedMembers.KeyOf(other, _oracle.Torch) == call.Key);
        if (call.Registry != StateKind.Buffer)
        {
            // It goes on working beside declared state.
            return !takesName;
        }

        if (takesName || !call.AtConstruction || Operations.IsNull(call.Value) || FieldFor(call) is not { } field)
        {
            return false;
        }

        _hasState = true;
        _statements.Add(call.Statement, new StatementConversion.Assign(call.Argument, AddedFieldWriter.Read(field.Name, call.Statement)));
        bool isThere = _oracle.FactsOf(_type).Exit?.IsTaken(StateKind.Buffer, call.Key) == Certainty.Yes;
        foreach (InvocationExpressionSyntax read in _hand.Reads.Where(read => read.Key == call.Key).Select(static read => read.Call))
        {
            _reads[BufferRead.Of(read, isThere)] = AddedFieldWriter.Read(field.Name, read);
        }

        return true;
    }

    /// <summary>Two constructors may register the same buffer.</summary>
    private AddedField? FieldFor(HandCall call)
    {
        HandCall[] calls = _hand.Calls.Where(other => other.Key == call.Key).ToArray();
        if (calls.Any(other => other.Registry != StateKind.Buffer || other.Member is not null || other.Persistent != call.Persistent))
        {
            return null;
        }

        AddedField? field = AddedFieldWriter.For(calls, StateAttributeText.NonPersistent(_request.Keeps), _type, _oracle);
        if (field is not null && call == calls[0])
        {
            _fields.Add(field);
        }

        return field;
    }

    /// <summary>A derived class that puts another module in the place of its base's has no need to take the old one out.</summary>
    private bool PlanRemoval(SyntaxNode statement, string key)
    {
        return Remove(statement) && ReflectedMembers.OfChain(_type, _oracle.Torch).Any(
            member => _standing.Of(member) is Standing.Registered registered && registered.Key == key);
    }
}
