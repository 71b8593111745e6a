using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>All that the source of one class says to TorchSharp's registry.</summary>
internal sealed class HandRegistration
{
    private const string ReadBuffer = "get_buffer";

    private readonly List<SyntaxNode> _componentCalls = [];
    private readonly List<HandCall> _calls = [];
    private readonly List<(SyntaxNode Statement, string Key)> _removals = [];
    private readonly List<(InvocationExpressionSyntax Call, string Key)> _reads = [];

    private HandRegistration()
    {
    }

    /// <summary>The calls of <c>RegisterComponents()</c>, all made while the module is.</summary>
    public IReadOnlyList<SyntaxNode> ComponentCalls => _componentCalls;

    /// <summary>Registrations under a constant key. Those whose key is computed go on working beside declared state.</summary>
    public IReadOnlyList<HandCall> Calls => _calls;

    /// <summary><c>_internal_submodules.Remove("key");</c>.</summary>
    public IReadOnlyList<(SyntaxNode Statement, string Key)> Removals => _removals;

    /// <summary><c>get_buffer("key")</c> on the module itself.</summary>
    public IReadOnlyList<(InvocationExpressionSyntax Call, string Key)> Reads => _reads;

    /// <summary>Null where the class uses the registry in a way that a declaration cannot stand for.</summary>
    public static HandRegistration? Of(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var found = new HandRegistration();
        foreach (SyntaxNode node in HandWrittenParts.Of(type)
            .Select(reference => reference.GetSyntax(cancellationToken))
            .SelectMany(static part => part.DescendantNodes(node => node == part || node is not BaseTypeDeclarationSyntax)))
        {
            if (node switch
            {
                SimpleNameSyntax name => Speaks(name.Identifier.ValueText) && !found.Read(name, type, oracle, cancellationToken),
                // The register_module of a generated class refuses the key of a member.
                ThisExpressionSyntax self => HandedOver.At(self, oracle) is not null,
                _ => false,
            })
            {
                return null;
            }
        }

        return found;
    }

    private static bool Speaks(string name) =>
        RegistryApi.IsNameOfRegistration(name) || name == ReadBuffer;

    private bool Read(SimpleNameSyntax name, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        ExpressionSyntax callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (RegistryApi.Registries.ContainsKey(name.Identifier.ValueText))
        {
            return ReadRemoval(callee, oracle);
        }

        if (callee.Parent is not InvocationExpressionSyntax syntax || oracle.Bodies.OperationOf(syntax) is not IInvocationOperation call)
        {
            // A method of the user's own may be called so; a delegate of TorchSharp's registers who knows when.
            return oracle.Bodies.ModelOf(name.SyntaxTree).GetSymbolInfo(name, cancellationToken).Symbol is { } symbol
                && !IsTorch(symbol, oracle.Torch);
        }

        IMethodSymbol method = BehindGenerated(call.TargetMethod, oracle.Torch);
        if (!IsTorch(method, oracle.Torch) || !Operations.IsThis(ModuleApi.ReceiverOf(call)))
        {
            return true;
        }

        if (method.Name == ReadBuffer)
        {
            if (ReadKey(call) is { } read)
            {
                _reads.Add((syntax, read));
            }

            return true;
        }

        // The idiom of TorchSharp's examples; what a generated module has disposed of is not there any more.
        if (method.Name == RegistryApi.ClearModules)
        {
            return syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is MethodDeclarationSyntax { Identifier.ValueText: "Dispose" };
        }

        bool construction = IsConstruction(syntax, oracle, cancellationToken);
        if (RegistryApi.IsRegisterComponents(method.OriginalDefinition, oracle.Torch))
        {
            if (!construction || StatementOf(syntax) is not { } statement)
            {
                return false;
            }

            _componentCalls.Add(statement);
            return true;
        }

        return RegistryApi.RegistryOf(method.OriginalDefinition, oracle.Torch) is { } registry
            && ReadCall(call, syntax, registry, construction, type, oracle);
    }

    /// <summary>A generated base overrides what registers, for those who call it by hand.</summary>
    private static IMethodSymbol BehindGenerated(IMethodSymbol method, TorchSymbols torch) =>
        method.OverriddenMethod is { } overridden && ModuleClassifier.IsGenerated(method.ContainingType, torch)
            ? BehindGenerated(overridden, torch)
            : method;

    private bool ReadCall(
        IInvocationOperation call,
        InvocationExpressionSyntax syntax,
        StateKind registry,
        bool construction,
        INamedTypeSymbol type,
        RegistrationOracle oracle)
    {
        if (RegistryApi.ValueOf(call) is not { } value
            || syntax.ArgumentList.Arguments.IndexOf(given => given.Span.Contains(value.Syntax.Span)) is not (>= 0 and var argument))
        {
            return false;
        }

        IOperation registered = Operations.Unwrap(value);
        IOperation held = registered is ISimpleAssignmentOperation assignment ? Operations.Unwrap(assignment.Target) : registered;
        (ISymbol? member, ImmutableArray<SyntaxNode> given) =
            MemberOfThis.In(held) is { } direct ? (direct, []) : MemberOf(held, type, oracle.Torch);
        if (RegistryApi.NameOf(call) is not { } key)
        {
            return member is null
                && !registered.DescendantsAndSelf()
                    .Any(static part => MemberOfThis.In(part) is not null
                        && part.Parent is not IPropertyReferenceOperation and not IArrayElementReferenceOperation);
        }

        // Nothing would use a constant of the method any more.
        if (StatementOf(syntax) is not { } statement
            || RegistryApi.IsPersistent(call) is not { } persistent
            || call.Arguments.Any(static argument => Operations.Unwrap(argument.Value) is ILocalReferenceOperation { Local.IsConst: true }))
        {
            return false;
        }

        _calls.Add(new HandCall(
            statement,
            syntax,
            registry,
            key,
            persistent,
            argument,
            registered,
            member,
            given,
            registered is ISimpleAssignmentOperation,
            construction));
        return true;
    }

    /// <summary>The member that was given what the variable holds when it is registered: one tensor under two names.</summary>
    private static (ISymbol? Member, ImmutableArray<SyntaxNode> Given) MemberOf(
        IOperation held, INamedTypeSymbol type, TorchSymbols torch)
    {
        if (held is not (ILocalReferenceOperation or IParameterReferenceOperation))
        {
            return (null, []);
        }

        (ISymbol Member, IOperation Assignment)[] given = LocalFlow.Root(held).DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
            .Where(assignment => Same(VariableOf(assignment.Value), VariableOf(held)))
            .Select(static assignment => (MemberOfThis.In(assignment.Target)!, (IOperation)assignment))
            .Where(item => ReflectedMembers.OfChain(type, torch).Contains(item.Item1, SymbolEqualityComparer.Default))
            .ToArray();
        return given.Select(static item => item.Member).Distinct(SymbolEqualityComparer.Default).Count() == 1
            && given.All(item => !PartWays(item.Assignment, held, item.Member))
            ? (given[0].Member, given.Select(static item => item.Assignment.Syntax).ToImmutableArray())
            : (null, []);
    }

    /// <summary>Whether the member or the variable gets another value between the two, whichever comes first.</summary>
    private static bool PartWays(IOperation assignment, IOperation registered, ISymbol member) =>
        LocalFlow.Root(registered).DescendantsAndSelf()
            .Where(between => (between.Syntax.SpanStart >= assignment.Syntax.Span.End
                    && between.Syntax.Span.End <= registered.Syntax.SpanStart)
                || (between.Syntax.SpanStart >= registered.Syntax.Span.End
                    && between.Syntax.Span.End <= assignment.Syntax.SpanStart))
            .SelectMany(static between => between switch
            {
                IAssignmentOperation written => Operations.Targets(written).Select(static item => item.Target),
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } passed => [passed.Value],
                _ => [],
            })
            .Select(VariableOf)
            .Any(written => Same(written, member) || Same(written, VariableOf(registered)));

    private static ISymbol? VariableOf(IOperation target) =>
        MemberOfThis.In(target) ?? Operations.VariableOf(Operations.Unwrap(target));

    private static bool Same(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private bool ReadRemoval(ExpressionSyntax registry, RegistrationOracle oracle)
    {
        if (registry.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }
            && StatementOf(call) is { } statement
            && oracle.Bodies.OperationOf(call) is { } operation
            && RegistryApi.EditOf(operation, oracle.Torch) is { Key.ConstantValue: { HasValue: true, Value: string key }, Value: null })
        {
            _removals.Add((statement, key));
            return true;
        }

        return false;
    }

    /// <summary>A statement of its own, or all that a constructor or a method does.</summary>
    private static SyntaxNode? StatementOf(InvocationExpressionSyntax call) =>
        call.Parent is ExpressionStatementSyntax
            or ArrowExpressionClauseSyntax
            {
                Parent: ConstructorDeclarationSyntax
                    or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
            }
            ? call.Parent
            : null;

    private static bool IsConstruction(SyntaxNode node, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        !node.Ancestors().TakeWhile(static ancestor => ancestor is not MemberDeclarationSyntax)
            .Any(static ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
        && oracle.Bodies.ModelOf(node.SyntaxTree).GetEnclosingSymbol(node.SpanStart, cancellationToken) is { } enclosing
        && oracle.Members.IsConstruction(enclosing, cancellationToken);

    private static string? ReadKey(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)
            ?.Value.ConstantValue is { HasValue: true, Value: string key } ? key : null;

    private static bool IsTorch(ISymbol symbol, TorchSymbols torch) => symbol.ContainingType is { } declaring && torch.IsStock(declaring);
}
