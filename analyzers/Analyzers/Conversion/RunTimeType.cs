using System.Linq;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>TorchSharp registers a field by the type of what it holds; generated code goes by the type it is declared with.</summary>
internal static class RunTimeType
{
    /// <summary>Whether a member of this type, which is none of state, may hold a tensor or a module.</summary>
    public static bool MayBeState(ITypeSymbol type, RegistrationOracle oracle) =>
        type switch
        {
            { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } => true,
            ITypeParameterSymbol parameter => !parameter.HasValueTypeConstraint,
            { TypeKind: TypeKind.Interface } =>
                Implements(oracle.Torch.Module, type) || oracle.Modules.Any(module => Implements(module, type)),
            _ => false,
        };

    private static bool Implements(INamedTypeSymbol type, ITypeSymbol contract) =>
        type.AllInterfaces.Any(
            candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, contract.OriginalDefinition));
}
