using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Lifetime;

/// <summary>
/// TSG3001: TorchSharp's transfer makes new parameters and disposes the old ones. An optimizer that was built before keeps
/// its state by the old ones' handles.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptimizerBeforeMoveAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG3001_OptimizerBuiltBeforeMove)
{
    private const int MostHelpers = 3;

    /// <summary>A Sequential in a Sequential; what lies deeper is not seen.</summary>
    private const int MostContainers = 3;

    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterCodeBlockAction(block =>
        {
            // By the names alone: plain code is not bound for this.
            if (block.CodeBlock.DescendantNodes()
                .OfType<SimpleNameSyntax>()
                .Any(static name => ModuleApi.ListingParameters.Names.Contains(name.Identifier.ValueText))
                && block.CodeBlock.DescendantNodes()
                    .OfType<SimpleNameSyntax>()
                    .Any(static name => ModuleApi.Moving.Names.Contains(name.Identifier.ValueText)))
            {
                Analyze(block, BodyOf(block.CodeBlock), torch);
            }
        });

    /// <summary>Something of the block that has an operation, by which its root is found.</summary>
    private static SyntaxNode BodyOf(SyntaxNode block) =>
        block is CompilationUnitSyntax unit
            ? unit.Members.OfType<GlobalStatementSyntax>().FirstOrDefault()?.Statement ?? block
            : block.ChildNodes().FirstOrDefault(static node => node is BlockSyntax or ArrowExpressionClauseSyntax) ?? block;

    private static void Analyze(CodeBlockAnalysisContext context, SyntaxNode body, TorchSymbols torch)
    {
        if (context.SemanticModel.GetOperation(body, context.CancellationToken) is not { } bound)
        {
            return;
        }

        var oracle = RegistrationOracle.Of(context.SemanticModel.Compilation, torch);
        IOperation[] operations = [.. LocalFlow.Root(bound).Descendants()];
        foreach (IInvocationOperation listing in operations.OfType<IInvocationOperation>())
        {
            if (ModuleApi.ListingParameters.Contains(listing.TargetMethod, torch)
                && Operations.VariableOf(listing.Instance) is { } module
                && OptimizerAround(listing, torch) is { } optimizer
                && ReplacesParameters(
                    listing.Instance!,
                    TypeOf(module, listing.Instance!.Type, operations),
                    oracle,
                    MostContainers,
                    context.CancellationToken)
                && MoveAfter(optimizer, module, operations, torch) is { } move
                && !IsAssignedBetween(module, optimizer, move, operations)
                && !IsRebuiltAfter(optimizer, move, operations, torch)
                && VariableOf(optimizer) is { } variable
                && IsSteppedAfter(variable, move, operations, oracle, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TSG3001_OptimizerBuiltBeforeMove,
                    optimizer.Syntax.GetLocation(),
                    [move.Syntax.GetLocation()],
                    module.Name,
                    $"'{move.TargetMethod.Name}' on line {move.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1}"));
            }
        }
    }

    /// <summary>The creation of an optimizer that <paramref name="listing"/> is an argument of, by way of a local perhaps.</summary>
    private static IOperation? OptimizerAround(IOperation listing, TorchSymbols torch)
    {
        for (IOperation? operation = listing.Parent;
             operation is not null and not IBlockOperation and not IAnonymousFunctionOperation;
             operation = operation.Parent)
        {
            if (operation is IInvocationOperation or IObjectCreationOperation && GradientApi.IsOptimizer(operation.Type, torch))
            {
                return operation;
            }

            if (operation is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
            {
                return LocalFlow.Reads(listing, local)
                    .Select(read => OptimizerAround(read, torch))
                    .FirstOrDefault(static optimizer => optimizer is not null);
            }
        }

        return null;
    }

    /// <summary>A local declared as <c>Module&lt;...&gt;</c> is what its one value is.</summary>
    private static ITypeSymbol? TypeOf(ISymbol variable, ITypeSymbol? declared, IOperation[] operations)
    {
        IOperation? value = operations.OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable))?.Initializer?.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value?.Type ?? declared;
    }

    /// <summary>By its class, for a container by what is put into it, else by the modules that it has.</summary>
    private static bool ReplacesParameters(
        IOperation? module, ITypeSymbol? type, RegistrationOracle oracle, int depth, CancellationToken cancellationToken) =>
        ClassOrigins.ReplacesParameters(type, oracle.Torch)
        || (depth > 0
            && (Layers.IsContainer(type, oracle.Torch)
                ? module is not null && HeldElements.InContainer(module, oracle).Any(
                    element => ReplacesParameters(element, element.Type, oracle, depth - 1, cancellationToken))
                : type is INamedTypeSymbol { OriginalDefinition: var own }
                    && oracle.IsHandWritten(own)
                    && !ClassOrigins.IsOverGenerated(own, oracle.Torch)
                    && ReflectedMembers.OfChain(own, oracle.Torch).Any(
                        member => HasReplacing(member, oracle, depth - 1, cancellationToken))));

    /// <summary>Whether whatever the member is given has such parameters.</summary>
    private static bool HasReplacing(ISymbol member, RegistrationOracle oracle, int depth, CancellationToken cancellationToken) =>
        MemberClassifier.TypeOf(member) is INamedTypeSymbol held
        && StateTypes.KindOf(held, oracle.Torch) == StateKind.Submodule
        && (!ClassOrigins.IsGeneral(held, oracle.Torch) && !Layers.IsContainer(held, oracle.Torch)
            ? ReplacesParameters(null, held, oracle, depth, cancellationToken)
            : oracle.Members.WritesOf(member, cancellationToken).Select(static write => write.Value).ToList() is { Count: > 0 } values
                && values.TrueForAll(value => value is not null && IsMadeReplacing(value, oracle, depth, cancellationToken)));

    private static bool IsMadeReplacing(IOperation value, RegistrationOracle oracle, int depth, CancellationToken cancellationToken) =>
        Layers.IsContainer(Operations.Unwrap(value).Type, oracle.Torch)
            ? ReplacesParameters(value, Operations.Unwrap(value).Type, oracle, depth, cancellationToken)
            : PossibleValues.Of(value, oracle.Bodies) is { IsEmpty: false } made && made.All(
                possible => ReplacesParameters(possible.Operation, possible.Type, oracle, depth, cancellationToken));

    private static IInvocationOperation? MoveAfter(IOperation optimizer, ISymbol module, IOperation[] operations, TorchSymbols torch) =>
        operations.OfType<IInvocationOperation>().FirstOrDefault(call =>
            call.Syntax.SpanStart > optimizer.Syntax.Span.End
            && ModuleApi.Moving.Contains(call.TargetMethod, torch)
            && SymbolEqualityComparer.Default.Equals(Operations.VariableOf(call.Instance ?? call.Arguments.FirstOrDefault()?.Value), module)
            && !StaysOnCpu(call)
            && Follows(optimizer.Syntax, call.Syntax));

    /// <summary><c>cpu()</c> and <c>to(CPU)</c> do nothing to a module that was just made.</summary>
    private static bool StaysOnCpu(IInvocationOperation move) =>
        move.TargetMethod.Name == "cpu" || move.Arguments.Any(static argument => TensorApi.IsCpu(argument.Value));

    /// <summary>
    /// Whether execution can come from <paramref name="first"/> to <paramref name="second"/>: not from one branch to the
    /// other, not past a return, and not into code that runs at some other time.
    /// </summary>
    private static bool Follows(SyntaxNode first, SyntaxNode second)
    {
        if (FunctionOf(first) != FunctionOf(second))
        {
            return false;
        }

        for (SyntaxNode? inner = first, outer = first.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (outer.Span.Contains(second.Span))
            {
                return outer is not (IfStatementSyntax or SwitchStatementSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax);
            }

            if (outer is BlockSyntax { Statements: [.., ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax
                or ContinueStatementSyntax] } or SwitchSectionSyntax)
            {
                return false;
            }
        }

        return false;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<SyntaxNode>(
            static ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);

    private static bool IsAssignedBetween(ISymbol module, IOperation optimizer, IOperation move, IOperation[] operations)
    {
        var between = TextSpan.FromBounds(optimizer.Syntax.Span.End, move.Syntax.SpanStart);
        return operations.OfType<ISimpleAssignmentOperation>().Any(assignment =>
            between.Contains(assignment.Syntax.SpanStart)
            && !assignment.Syntax.Span.Contains(move.Syntax.Span)
            && SymbolEqualityComparer.Default.Equals(Operations.VariableOf(assignment.Target), module));
    }

    /// <summary>The variable gets an optimizer of its own after the move.</summary>
    private static bool IsRebuiltAfter(IOperation optimizer, IOperation move, IOperation[] operations, TorchSymbols torch)
    {
        ISymbol? variable = VariableOf(optimizer);
        return variable is not null && operations.OfType<ISimpleAssignmentOperation>().Any(assignment =>
            assignment.Syntax.SpanStart > move.Syntax.SpanStart
            && GradientApi.IsOptimizer(assignment.Value.Type, torch)
            && !Operations.IsNull(assignment.Value)
            && SymbolEqualityComparer.Default.Equals(Operations.VariableOf(assignment.Target), variable));
    }

    private static ISymbol? VariableOf(IOperation optimizer) =>
        optimizer.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IAssignmentOperation assignment => Operations.VariableOf(assignment.Target),
            IConversionOperation { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } } =>
                declarator.Symbol,
            IConversionOperation { Parent: IAssignmentOperation assignment } => Operations.VariableOf(assignment.Target),
            _ => null,
        };

    /// <summary>One that is only read, for its state_dict say, does no harm. A member may be stepped by any other method.</summary>
    private static bool IsSteppedAfter(
        ISymbol variable, IOperation move, IOperation[] operations, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        operations.Any(use => use.Syntax.SpanStart > move.Syntax.SpanStart
            && SymbolEqualityComparer.Default.Equals(Operations.VariableOf(use), variable)
            && Steps(use, oracle, MostHelpers))
        || (variable is IFieldSymbol or IPropertySymbol
            && oracle.Uses.Of(variable, cancellationToken).Any(reference =>
                !move.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.Span.Contains(reference.Operation.Syntax.Span)
                && Steps(reference.Operation, oracle, MostHelpers)));

    /// <summary><c>optimizer.step()</c>, or a helper of the user's own that gets the optimizer and calls it.</summary>
    private static bool Steps(IOperation use, RegistrationOracle oracle, int depth)
    {
        IOperation value = Operations.Outermost(use);
        return value.Parent switch
        {
            IInvocationOperation call when call.Instance == value => call.TargetMethod.Name == GradientApi.Step,
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access when access.Operation == value =>
                call.TargetMethod.Name == GradientApi.Step,
            IArgumentOperation { Parameter: { } parameter } when depth > 0 =>
                oracle.Bodies.ReferencesTo(parameter).Any(reference => Steps(reference, oracle, depth - 1)),
            _ => false,
        };
    }
}
