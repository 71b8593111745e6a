using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1015: a tensor that is told to collect gradients and is not a <c>Parameter</c>. TorchSharp goes by the run-time type,
/// so <c>parameters()</c> leaves it out and no optimizer steps it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainableTensorAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1015_TrainableTensorIsNotAParameter)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                if (start.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type && torch.IsModule(type) && !torch.IsStock(type))
                {
                    var trainable = new ConcurrentDictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
                    var trained = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
                    start.RegisterOperationAction(
                        operation => NoteValue(operation.Operation, trainable, torch),
                        OperationKind.SimpleAssignment,
                        OperationKind.FieldInitializer,
                        OperationKind.Invocation);
                    start.RegisterOperationAction(
                        operation => NoteUse((IFieldReferenceOperation)operation.Operation, trained, torch),
                        OperationKind.FieldReference);
                    start.RegisterSymbolEndAction(end => Report(end, type, trainable, trained));
                }
            },
            SymbolKind.NamedType);

    private static void NoteValue(IOperation operation, ConcurrentDictionary<ISymbol, IOperation> trainable, TorchSymbols torch)
    {
        (IFieldSymbol? field, IOperation? value) = operation switch
        {
            IFieldInitializerOperation { InitializedFields: [var initialized] } initializer => (initialized, initializer.Value),
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } target } assignment => (target.Field, assignment.Value),
            ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation { Property.Name: "requires_grad", Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } owner },
                Value.ConstantValue: { HasValue: true, Value: true }
            } => (owner.Field, null),
            IInvocationOperation { TargetMethod.Name: "requires_grad_", Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } owner } call
                when AsksForGradient(call) => (owner.Field, null),
            _ => (null, null),
        };

        if (field is { IsStatic: false }
            && torch.IsTensor(field.Type)
            && StateAttribute.Of(field).IsEmpty
            && !operation.Syntax.ContainsDiagnostics
            && (value is null || RequiresGradient(value)))
        {
            trainable.TryAdd(field, operation);
        }
    }

    private static bool RequiresGradient(IOperation value) =>
        value switch
        {
            IConversionOperation { OperatorMethod: null } conversion => RequiresGradient(conversion.Operand),
            IInvocationOperation { TargetMethod: { Name: "Parameter" } } => false,
            IInvocationOperation { TargetMethod.Name: "detach" or "alias" } => false,
            IInvocationOperation call => AsksForGradient(call) || (call.Instance is { } receiver && call.TargetMethod.Name is "to" or "cuda" or "cpu" or "DetachFromDisposeScope" && RequiresGradient(receiver)),
            _ => false,
        };

    private static bool AsksForGradient(IInvocationOperation call)
    {
        IArgumentOperation? argument = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "requires_grad");
        return call.TargetMethod.Name == "requires_grad_"
            ? argument is null || argument.Value.ConstantValue is { HasValue: true, Value: true }
            : argument is { Value.ConstantValue: { HasValue: true, Value: true } };
    }

    /// <summary>Handed to an optimizer or a Parameter, or stepped by hand: whoever reads the gradient trains it.</summary>
    private static void NoteUse(IFieldReferenceOperation use, ConcurrentDictionary<ISymbol, bool> trained, TorchSymbols torch)
    {
        if (!torch.IsTensor(use.Field.Type))
        {
            return;
        }

        IOperation handed = use;
        while (handed.Parent is IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation)
        {
            handed = handed.Parent;
        }

        bool isTrained = handed.Parent switch
        {
            IPropertyReferenceOperation property => property.Property.Name == "grad",
            IInvocationOperation call => handed is IArgumentOperation && TakesParameters(call.TargetMethod),
            IObjectCreationOperation or IReturnOperation => true,
            _ => false,
        };
        if (isTrained)
        {
            trained[use.Field] = true;
        }
    }

    private static bool TakesParameters(IMethodSymbol method) =>
        method.Name is "Parameter" or "grad" or "Add" or "AddRange" || method.ContainingType is { Name: "optim" } or { ContainingType.Name: "optim" };

    private static void Report(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        ConcurrentDictionary<ISymbol, IOperation> trainable,
        ConcurrentDictionary<ISymbol, bool> trained)
    {
        foreach ((ISymbol field, IOperation place) in trainable.Select(static entry => (entry.Key, entry.Value)))
        {
            if (!trained.ContainsKey(field) && !IsMentionedElsewhere(field, type, context))
            {
                SyntaxNode node = place is IFieldInitializerOperation ? place.Syntax.Parent! : place.Syntax;
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.TSG1015_TrainableTensorIsNotAParameter, node.GetLocation(), field.Name));
            }
        }
    }

    /// <summary>Another class may hand a visible field to an optimizer: one that names it is taken to do so.</summary>
    private static bool IsMentionedElsewhere(ISymbol field, INamedTypeSymbol type, SymbolAnalysisContext context) =>
        field.DeclaredAccessibility != Accessibility.Private
        && context.Compilation.SyntaxTrees.Any(tree => Mentions(tree, field.Name, type, context.CancellationToken));

    private static bool Mentions(SyntaxTree tree, string name, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken)
            .DescendantTokens()
            .Any(token => token.ValueText == name
                && !type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == tree && part.Span.Contains(token.Span)));
}
