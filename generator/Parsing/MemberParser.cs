using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>Turns a classified member into its spec.</summary>
internal static class MemberParser
{
    public static MemberSpec Parse(StateMember state, TorchSymbols torch)
    {
        bool readsBackingField = state.Symbol is IPropertySymbol property
            && MemberClassifier.IsLeftToGenerator(property)
            && !IsOverridable(property);
        MemberAccess access = AccessOf(state);

        return new MemberSpec
        {
            Key = state.Key,
            Kind = state.Kind,
            Depth = state.Held.Depth,
            Access = access,
            Reference = readsBackingField ? Identifiers.BackingField((IPropertySymbol)state.Symbol) : Identifiers.Reference(state.Symbol),
            Local = access == MemberAccess.Copy ? Identifiers.Local(state.Symbol) : null,
            IsNullable = readsBackingField || state.Type.NullableAnnotation == NullableAnnotation.Annotated,
            IsInterface = !state.IsCollection && torch.IsModuleInterface(state.Type),
            Persistent = state.Persistent,
            KeepDtype = state.KeepDtype,
            Recipe = state.Recipe is { } recipe && RecipeResolver.Resolve(state, recipe, torch) is { } method
                ? new RecipeSpec(Keywords.Escape(method.Name), RecipeResolver.TakesDevice(method))
                : null,
            Aliases = state.Aliases.ToEquatableArray(),
        };
    }

    private static MemberAccess AccessOf(StateMember state) =>
        state switch
        {
            { Kind: StateKind.Submodule } or { IsCollection: true } => MemberAccess.Value,
            { Symbol: IFieldSymbol { IsVolatile: false } } => MemberAccess.Field,
            { Symbol: IPropertySymbol property }
                when MemberClassifier.IsLeftToGenerator(property) && !IsOverridable(property) => MemberAccess.Field,
            _ => MemberAccess.Copy,
        };

    /// <summary>Whether a derived class may hold the value in the place of the declaring one.</summary>
    private static bool IsOverridable(ISymbol property) =>
        (property.IsVirtual || (property.IsOverride && !property.IsSealed)) && !property.ContainingType.IsSealed;
}
