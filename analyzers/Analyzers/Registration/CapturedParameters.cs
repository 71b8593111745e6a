using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// State in the parameters of a primary constructor that members use: the compiler keeps them in fields, <c>&lt;fc&gt;P</c>, which
/// TorchSharp's reflection sees and no attribute can stand on.
/// </summary>
internal static class CapturedParameters
{
    public static IEnumerable<(IParameterSymbol Parameter, ImmutableArray<MemberReference> Uses)> Of(
        INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        type.InstanceConstructors
            .Where(constructor =>
                constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is TypeDeclarationSyntax)
            .SelectMany(static constructor => constructor.Parameters)
            .Where(parameter => StateTypes.KindOf(parameter.Type, oracle.Torch) is not null)
            .Select(parameter => (parameter, UsesOf(parameter, oracle, cancellationToken)))
            .Where(static captured => !captured.Item2.IsEmpty);

    private static ImmutableArray<MemberReference> UsesOf(
        IParameterSymbol parameter, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Uses.Of(parameter, cancellationToken)
            .Where(static reference => reference.In is IMethodSymbol { MethodKind: not MethodKind.Constructor })
            .ToImmutableArray();
}
