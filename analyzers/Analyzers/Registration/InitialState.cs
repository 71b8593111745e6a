using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// Field and property initialisers. C# runs those of a derived class before the base constructor, which is why they are
/// registered by it and members assigned in the derived constructor are not.
/// </summary>
internal sealed class InitialState(INamedTypeSymbol type, TorchSymbols torch, MethodBodies bodies)
{
    public ConstructionState OfFields(INamedTypeSymbol declaring, ConstructionState state)
    {
        foreach (ISymbol member in declaring.GetMembers().Where(static member => !member.IsStatic))
        {
            if (ValueOf(member) is { } value && bodies.OperationOf(value) is { } operation && (torch.IsModule(type) || torch.IsStock(type)))
            {
                state = state.With(
                    member,
                    new TrackedMember(
                        AssignedValue.IsNotNull(operation, state), value, AssignedValue.RegistryOf(operation, torch, bodies)));
            }
        }

        return state;
    }

    /// <summary>The expression after the <c>=</c> of a declaration.</summary>
    public static ExpressionSyntax? ValueOf(ISymbol member) =>
        member.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).Select(static syntax => syntax switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            _ => null,
        }).FirstOrDefault(static value => value is not null);
}
