using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The tensors that a hand-written module makes itself, which nothing takes out of a scope.</summary>
internal static class OwnState
{
    /// <summary>The first such member of the class; null where it has none, or detaches what it makes.</summary>
    public static IFieldSymbol? Of(INamedTypeSymbol type, TorchSymbols torch, CancellationToken cancellationToken) =>
        type.TypeKind == TypeKind.Class
        && torch.IsModule(type)
        && !torch.IsStock(type)
        && !type.DeclaringSyntaxReferences.IsEmpty
        && !ModuleClassifier.IsDeclared(type)
        && ModuleClassifier.BaseKindOf(type, torch) != BaseKind.Generated
        && !Detaches(type, cancellationToken)
            ? type.GetMembers()
                .OfType<IFieldSymbol>()
                .FirstOrDefault(field => !field.IsStatic && torch.IsTensorLike(field.Type) && IsMadeHere(field, type, cancellationToken))
            : null;

    private static bool Detaches(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken)
            .DescendantTokens()
            .Any(static token => ScopeApi.IsNameOfRelease(token.ValueText)));

    /// <summary>
    /// By a call or a <c>new</c>, in the initializer or in a constructor: a tensor that is passed in may be older than the scope.
    /// </summary>
    private static bool IsMadeHere(IFieldSymbol field, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        string name = field.AssociatedSymbol?.Name ?? field.Name;
        SyntaxNode? declaration = (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences
            .FirstOrDefault()
            ?.GetSyntax(cancellationToken);
        ExpressionSyntax? initial = declaration switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        return initial is not null
            ? IsMade(initial)
            : type.InstanceConstructors
                .SelectMany(static constructor => PartialParts.ImplementationOf(constructor)?.DescendantNodes() ?? [])
                .OfType<AssignmentExpressionSyntax>()
                .Any(assignment => IsMade(assignment.Right) && NameOf(assignment.Left) == name);
    }

    private static bool IsMade(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax;

    private static string? NameOf(ExpressionSyntax target) =>
        target switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
            _ => null,
        };
}
