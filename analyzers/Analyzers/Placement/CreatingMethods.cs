using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>
/// The methods of a class in which a factory is called, or which come to one: a look at names alone, so that a class without
/// any is done with before anything of it is bound.
/// </summary>
internal static class CreatingMethods
{
    /// <summary>Those that users of the module may call, in the order of the source.</summary>
    public static ImmutableArray<IMethodSymbol> Of(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        Dictionary<SyntaxNode, HashSet<string>> names = NamesOf(type, cancellationToken);
        ImmutableHashSet<string> factories = TensorFactories.NamesIn(oracle.Torch);
        ImmutableHashSet<string> helpers = CreatingHelpers.In(oracle, cancellationToken);
        var creating = new HashSet<SyntaxNode>(
            names.Where(member => member.Value.Overlaps(factories) || member.Value.Overlaps(helpers)).Select(static member => member.Key));
        for (bool grew = creating.Count > 0; grew;)
        {
            string[] reached = [.. creating.Select(NameOf).OfType<string>()];
            grew =
                names.Where(member => !creating.Contains(member.Key) && member.Value.Overlaps(reached)).ToList() is { Count: > 0 } callers
                && callers.All(caller => creating.Add(caller.Key));
        }

        // A base may call what this class overrides, so that its forward comes to a factory which its own code does not name.
        if (creating.Count > 0 && type.BaseType is { DeclaringSyntaxReferences.IsEmpty: false })
        {
            creating.UnionWith(names.Keys.Where(static member => NameOf(member) is "forward"));
        }

        return creating.Count == 0
            ? []
            : [
                .. type.GetMembers().OfType<IMethodSymbol>()
                    .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: false }
                        && method.DeclaringSyntaxReferences.Any(part => creating.Contains(part.GetSyntax(cancellationToken))))
                    .OrderBy(static method => method.Locations[0].SourceSpan.Start),
            ];
    }

    private static Dictionary<SyntaxNode, HashSet<string>> NamesOf(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(static part => part.Members)
            .Where(static member => member is MethodDeclarationSyntax or PropertyDeclarationSyntax)
            .ToDictionary(
                static member => (SyntaxNode)member,
                static member =>
                    new HashSet<string>(
                        member.DescendantNodes().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText)));

    private static string? NameOf(SyntaxNode member) =>
        member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        };
}
