using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.TorchApi;
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
                Target: IPropertyReferenceOperation { Property: var property, Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } owner },
                Value.ConstantValue: { HasValue: true, Value: true }
            } when GradientApi.Property.Contains(property, torch) => (owner.Field, null),
            IInvocationOperation { Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } owner } call
                when TensorApi.ReturnsReceiver(call.TargetMethod, torch) && GradientApi.AsksForGradient(call, torch) => (owner.Field, null),
            _ => (null, null),
        };

        if (field is { IsStatic: false }
            && torch.IsTensor(field.Type)
            && StateAttribute.Of(field).IsEmpty
            && !operation.Syntax.ContainsDiagnostics
            && (value is null || RequiresGradient(value, torch)))
        {
            trainable.TryAdd(field, operation);
        }
    }

    private static bool RequiresGradient(IOperation value, TorchSymbols torch) =>
        value switch
        {
            IConversionOperation { OperatorMethod: null } conversion => RequiresGradient(conversion.Operand, torch),
            IInvocationOperation { TargetMethod: var method } when GradientApi.TakingTrainable.Contains(method, torch) || GradientApi.Cutting.Contains(method, torch) => false,
            IInvocationOperation call => GradientApi.AsksForGradient(call, torch)
                || (call.Instance is { } receiver && TensorApi.KeepsValues(call.TargetMethod, torch) && RequiresGradient(receiver, torch)),
            _ => false,
        };

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
            IPropertyReferenceOperation property => GradientApi.Gradient.Contains(property.Property, torch),
            IInvocationOperation call => handed is IArgumentOperation && TakesParameters(call.TargetMethod, torch),
            IObjectCreationOperation or IReturnOperation => true,
            _ => false,
        };
        if (isTrained)
        {
            trained[use.Field] = true;
        }
    }

    private static bool TakesParameters(IMethodSymbol method, TorchSymbols torch) =>
        method.Name is "Add" or "AddRange"
        || GradientApi.TakingTrainable.Contains(method, torch)
        || GradientApi.MakesOptimizer(method, torch);

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
