using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>TorchSharp registers a field by the type of what it holds; generated code goes by the type it is declared with.</summary>
internal static class RunTimeType
{
    /// <summary>Whether a member whose type is none of state may hold a tensor or a module all the same.</summary>
    public static bool MayBeState(ISymbol member, ITypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        MayBeState(type, oracle) && !(IsWrittenHere(member) && GetsOtherThings(member, oracle, cancellationToken));

    private static bool MayBeState(ITypeSymbol type, RegistrationOracle oracle) =>
        type switch
        {
            { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } => true,
            ITypeParameterSymbol parameter => !parameter.HasValueTypeConstraint,
            { TypeKind: TypeKind.Interface } =>
                Implements(oracle.Torch.Module, type) || oracle.Modules.Any(module => Implements(module, type)),
            _ => false,
        };

    /// <summary>Whether no other assembly can assign it.</summary>
    private static bool IsWrittenHere(ISymbol member) =>
        (member is IPropertySymbol { SetMethod: { } setter } ? setter : member).DeclaredAccessibility
            is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal
        || member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } };

    /// <summary><c>private readonly object gate = new();</c>, <c>private object? tag = "none";</c>.</summary>
    private static bool GetsOtherThings(ISymbol member, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Members.WritesOf(member, cancellationToken).All(write => write.Value is { } value
            && PossibleValues.InExpression(value).All(possible => IsOther(possible, oracle)));

    private static bool IsOther(PossibleValue possible, RegistrationOracle oracle) =>
        Operations.IsNull(possible.Operation)
        || possible is { Operation: IObjectCreationOperation, Type.SpecialType: SpecialType.System_Object }
        || (possible.Type is { } type && !MayBeState(type, oracle) && StateTypes.KindOf(type, oracle.Torch) is null);

    private static bool Implements(INamedTypeSymbol type, ITypeSymbol contract) =>
        type.AllInterfaces.Any(
            candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, contract.OriginalDefinition));
}
