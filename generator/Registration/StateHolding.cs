using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>What keeps a member from holding registered state: null where nothing does.</summary>
internal static class StateHolding
{
    /// <summary>A collection is not assigned by a move, its elements are; a module moves in place.</summary>
    public static (string Obstacle, string Remedy)? Obstacle(StateMember state)
    {
        switch (state.Symbol)
        {
            case IFieldSymbol { IsConst: true }:
                return ("const", "make it an instance field");
            case { IsStatic: true }:
                return ("static", "remove 'static'");
            case IPropertySymbol { IsAbstract: true }:
                return ("abstract", "put the attribute on the property that holds the value");
            case IPropertySymbol { IsIndexer: true }:
                return ("an indexer", "put the attribute on the field behind it");
            case IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 }:
                return ("an explicit interface implementation", "put the attribute on a field");
            case IPropertySymbol { GetMethod: null }:
                return ("write-only", "put the attribute on the field behind it");
            case IPropertySymbol when !MemberClassifier.HoldsValue(state.Symbol):
                return ("computed", "put the attribute on the field behind it");
        }

        bool mustBeAssignable = state.Symbol is IPropertySymbol { IsPartialDefinition: true }
            || (state is { Kind: not StateKind.Submodule, IsCollection: false });
        if (!mustBeAssignable || MemberClassifier.IsAssignable(state.Symbol))
        {
            return null;
        }

        return state.Symbol switch
        {
            IFieldSymbol => ("readonly", "remove 'readonly'"),
            IPropertySymbol { SetMethod: null } => ("get-only", "add a setter, a private one will do"),
            _ => ("init-only", "change 'init' to 'set'"),
        };
    }

    /// <summary>The generator can implement a partial property that is not state, if a field can hold its value.</summary>
    public static (string Obstacle, string Remedy)? ObstacleToImplement(IPropertySymbol property) =>
        property switch
        {
            { IsIndexer: true } => ("an indexer", "implement it yourself"),
            { GetMethod: null } => ("write-only", "implement it yourself"),
            { SetMethod: null } => ("get-only", "add a setter, a private one will do"),
            { Type: { IsRefLikeType: true } or { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } } =>
                ("of a type that no field can hold", "implement it yourself"),
            _ => null,
        };
}
