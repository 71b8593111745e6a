using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1015: a tensor that is told to collect gradients and is not a <c>Parameter</c>. TorchSharp goes by the run-time type,
/// so <c>parameters()</c> leaves it out and no optimizer steps it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainableTensorAnalyzer() : ModuleAnalyzer(Descriptors.TSG1015_TrainableTensorIsNotAParameter)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        foreach (ISymbol member in ReflectedMembers.Of(type, oracle.Torch).Where(member =>
            MemberClassifier.TypeOf(member) is { } held && oracle.Torch.IsTensor(held) && !StateAttribute.IsAny(member)))
        {
            if (PlaceOf(member, oracle, context.CancellationToken) is { ContainsDiagnostics: false } place
                && !oracle.Uses.Of(member, context.CancellationToken).Any(use => IsTrained(use.Operation, oracle.Torch))
                && !IsNamedElsewhere(member, type, oracle, context.CancellationToken))
            {
                Report(context, place.GetLocation(), member.Name);
            }
        }
    }

    /// <summary>Where the member gets a tensor that collects gradients, or is told to.</summary>
    private static SyntaxNode? PlaceOf(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Members.WritesOf(member, cancellationToken)
            .Where(write => write.AtConstruction && write.Value is { } value && CollectsGradient(value, oracle))
            .Select(static write => write.Site is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } }
                ? declarator
                : write.Site)
            .Concat(oracle.Uses.Of(member, IsReceiver, cancellationToken)
                .Select(use => AskedBy(use.Operation, oracle.Torch))
                .OfType<SyntaxNode>())
            .FirstOrDefault();

    /// <summary>By its place alone: what asks for gradients is called on the member, or is a property of it.</summary>
    private static bool IsReceiver(IdentifierNameSyntax name)
    {
        SyntaxNode tensor = name;
        while (tensor.Parent is MemberBindingExpressionSyntax or ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax
            || (tensor.Parent is MemberAccessExpressionSyntax access && access.Name == tensor))
        {
            tensor = tensor.Parent;
        }

        return tensor.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called }
            && (GradientApi.Asking.Names.Contains(called) || GradientApi.Property.Names.Contains(called));
    }

    private static bool CollectsGradient(IOperation value, RegistrationOracle oracle)
    {
        PossibleValue[] possible = [.. PossibleValues.Of(value, oracle.Bodies).Where(static made => !Operations.IsNull(made.Operation))];
        return ValueOrigin.Of(value, oracle).IsFresh
            && HeldTensors.Of(value, oracle.Torch, oracle.Bodies) == HeldTensor.Plain
            && (possible.All(made => CollectsGradient(made.Operation, oracle.Torch))
                || (Operations.Unwrap(value) is ILocalReferenceOperation local
                    && LocalFlow.Reads(local, local.Local).Any(read => AskedBy(read, oracle.Torch) is not null)));
    }

    private static bool CollectsGradient(IOperation value, TorchSymbols torch) =>
        Operations.Unwrap(value) is IInvocationOperation call
        && !GradientApi.TakingTrainable.Contains(call.TargetMethod, torch)
        && !GradientApi.Cutting.Contains(call.TargetMethod, torch)
        && (GradientApi.AsksForGradient(call, torch)
            || (call.Instance is { } receiver && TensorApi.KeepsValues(call.TargetMethod, torch) && CollectsGradient(receiver, torch)));

    /// <summary><c>w.requires_grad_()</c> or <c>w.requires_grad = true</c>.</summary>
    private static SyntaxNode? AskedBy(IOperation tensor, TorchSymbols torch) =>
        tensor.Parent switch
        {
            IInvocationOperation call
                when call.Instance == tensor
                    && TensorApi.ReturnsReceiver(call.TargetMethod, torch)
                    && GradientApi.AsksForGradient(call, torch) => call.Syntax,
            IPropertyReferenceOperation { Property: var property,
                Parent: ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } } assignment }
                when GradientApi.Property.Contains(property, torch) && assignment.Target == tensor.Parent => assignment.Syntax,
            _ => null,
        };

    /// <summary>Handed to an optimizer or a Parameter, or stepped by hand: whoever reads the gradient trains it.</summary>
    private static bool IsTrained(IOperation use, TorchSymbols torch)
    {
        IOperation handed = use;
        while (handed.Parent is IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation
            or ICollectionExpressionOperation)
        {
            handed = handed.Parent;
        }

        return handed.Parent switch
        {
            IPropertyReferenceOperation property => GradientApi.Gradient.Contains(property.Property, torch),
            IInvocationOperation call => handed is IArgumentOperation && TakesParameters(call.TargetMethod, torch),
            IObjectCreationOperation or IReturnOperation => true,
            _ => false,
        };
    }

    private static bool TakesParameters(IMethodSymbol method, TorchSymbols torch) =>
        method.Name is "Add" or "AddRange"
        || GradientApi.TakingTrainable.Contains(method, torch)
        || GradientApi.MakesOptimizer(method, torch);

    /// <summary>Another class may hand a visible member to an optimizer: one that names it is taken to do so.</summary>
    private static bool IsNamedElsewhere(
        ISymbol member, INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        member.DeclaredAccessibility != Accessibility.Private
        && oracle.Bodies.Compilation.SyntaxTrees
            .Where(tree => NamesInTree.Mentions(tree, member.Name, cancellationToken))
            .SelectMany(tree => NamesInTree.Of(tree, cancellationToken)[member.Name])
            .Any(name => !RegistrationOracle.IsIn(name, type));
}
