using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
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
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterOperationBlockAction(block =>
        {
            foreach (IOperation root in block.OperationBlocks)
            {
                Analyze(block, root, torch);
            }
        });

    private static void Analyze(OperationBlockAnalysisContext context, IOperation root, TorchSymbols torch)
    {
        IOperation[] operations = [.. root.Descendants()];
        foreach (IInvocationOperation listing in operations.OfType<IInvocationOperation>())
        {
            if (ModuleApi.ListingParameters.Contains(listing.TargetMethod, torch)
                && Modules.VariableOf(listing.Instance) is { } module
                && OptimizerAround(listing, torch) is { } optimizer
                && Modules.ReplacesParameters(TypeOf(module, listing.Instance!.Type, operations), torch)
                && MoveAfter(optimizer, module, operations, torch) is { } move
                && !IsAssignedBetween(module, optimizer, move, operations)
                && !IsRebuiltAfter(optimizer, move, operations, torch))
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

    /// <summary>The creation of an optimizer that <paramref name="listing"/> is an argument of.</summary>
    private static IOperation? OptimizerAround(IOperation listing, TorchSymbols torch)
    {
        for (IOperation? operation = listing.Parent; operation is not null and not IBlockOperation and not IAnonymousFunctionOperation; operation = operation.Parent)
        {
            if (operation is IInvocationOperation or IObjectCreationOperation && GradientApi.IsOptimizer(operation.Type, torch))
            {
                return operation;
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

    private static IInvocationOperation? MoveAfter(IOperation optimizer, ISymbol module, IOperation[] operations, TorchSymbols torch) =>
        operations.OfType<IInvocationOperation>().FirstOrDefault(call =>
            call.Syntax.SpanStart > optimizer.Syntax.Span.End
            && ModuleApi.Moving.Contains(call.TargetMethod, torch)
            && SymbolEqualityComparer.Default.Equals(Modules.VariableOf(call.Instance ?? call.Arguments.FirstOrDefault()?.Value), module)
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

            if (outer is BlockSyntax { Statements: [.., ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax] } or SwitchSectionSyntax)
            {
                return false;
            }
        }

        return false;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<SyntaxNode>(static ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);

    private static bool IsAssignedBetween(ISymbol module, IOperation optimizer, IOperation move, IOperation[] operations)
    {
        var between = TextSpan.FromBounds(optimizer.Syntax.Span.End, move.Syntax.SpanStart);
        return operations.OfType<ISimpleAssignmentOperation>().Any(assignment =>
            between.Contains(assignment.Syntax.SpanStart)
            && !assignment.Syntax.Span.Contains(move.Syntax.Span)
            && SymbolEqualityComparer.Default.Equals(Modules.VariableOf(assignment.Target), module));
    }

    /// <summary>The variable gets an optimizer of its own after the move.</summary>
    private static bool IsRebuiltAfter(IOperation optimizer, IOperation move, IOperation[] operations, TorchSymbols torch)
    {
        ISymbol? variable = optimizer.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IAssignmentOperation assignment => Modules.VariableOf(assignment.Target),
            IConversionOperation { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } } => declarator.Symbol,
            IConversionOperation { Parent: IAssignmentOperation assignment } => Modules.VariableOf(assignment.Target),
            _ => null,
        };
        return variable is not null && operations.OfType<ISimpleAssignmentOperation>().Any(assignment =>
            assignment.Syntax.SpanStart > move.Syntax.SpanStart
            && GradientApi.IsOptimizer(assignment.Value.Type, torch)
            && SymbolEqualityComparer.Default.Equals(Modules.VariableOf(assignment.Target), variable));
    }
}
