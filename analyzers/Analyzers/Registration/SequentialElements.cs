using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// The classes of which a project puts objects into a <c>Sequential</c>. Every other parent calls <c>RegisterComponents()</c> of its
/// children; this one takes them as they are (T42).
/// </summary>
internal static class SequentialElements
{
    public static IEnumerable<INamedTypeSymbol> Find(RegistrationOracle oracle) =>
        ContainerApi.Appending.Names.Add(ContainerApi.Sequential)
            .SelectMany(name => NamesOfClass.In(oracle.Bodies.Compilation, name, CancellationToken.None))
            .SelectMany(name => Feeding(name, oracle))
            .SelectMany(call => HeldElements.InContainer(call, oracle))
            .Where(static element => Operations.Unwrap(element) is not IMemberReferenceOperation)
            .SelectMany(element => PossibleValues.Of(element, oracle.Bodies))
            .Select(static value => value.Operation)
            .OfType<IObjectCreationOperation>()
            .Select(static creation => creation.Type)
            .OfType<INamedTypeSymbol>()
            .Select(static made => made.OriginalDefinition);

    /// <summary><c>Sequential(block)</c>, <c>new Sequential(block)</c>, <c>layers.append(block)</c>, <c>: base(block)</c>.</summary>
    private static IEnumerable<IOperation> Feeding(SimpleNameSyntax name, RegistrationOracle oracle)
    {
        ExpressionSyntax callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        IEnumerable<SyntaxNode> calls = callee.Parent is BaseTypeSyntax { Parent.Parent: ClassDeclarationSyntax derived } written
            ? derived.Members.OfType<ConstructorDeclarationSyntax>()
                .Select(static constructor => (SyntaxNode?)constructor.Initializer).OfType<SyntaxNode>()
                .Append(written)
            : [callee.Parent!];
        return calls.Select(oracle.Bodies.OperationOf).OfType<IOperation>().Where(call => call switch
        {
            IObjectCreationOperation { Type: { } made } => ContainerApi.IsSequential(made, oracle.Torch),
            IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor } constructor } =>
                ContainerApi.IsSequential(constructor.ContainingType, oracle.Torch),
            IInvocationOperation { TargetMethod: var method, Type: { } made } =>
                oracle.Torch.IsStock(method.ContainingType) && ContainerApi.IsSequential(made, oracle.Torch)
                || ContainerApi.Appending.Contains(method, oracle.Torch) && ContainerApi.IsSequential(method.ContainingType, oracle.Torch),
            _ => false,
        });
    }
}
