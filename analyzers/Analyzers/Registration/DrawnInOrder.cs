using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// The modules whose weights a project draws in the order in which TorchSharp lists them: <c>model.apply(Init)</c>, where
/// <c>Init</c> draws, or a loop over <c>named_parameters()</c> that does.
/// </summary>
internal static class DrawnInOrder
{
    /// <summary>Whether it is so for the class, or for a module that may hold it.</summary>
    public static bool Are(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        ImmutableHashSet<INamedTypeSymbol> drawn = oracle.Drawn;
        var asked = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        bool isBelow(INamedTypeSymbol part) =>
            asked.Add(part)
            && (ModuleClassifier.Ancestors(part).Prepend(part).Any(level => drawn.Contains(level.OriginalDefinition))
                || HoldersOfClass.Of(part, oracle, cancellationToken).Any(isBelow));
        return !drawn.IsEmpty && isBelow(type.OriginalDefinition);
    }

    /// <summary>The classes on whose objects the project does that.</summary>
    public static IEnumerable<INamedTypeSymbol> Find(RegistrationOracle oracle) =>
        ModuleApi.Listing.Names
            .SelectMany(name => NamesOfClass.In(oracle.Bodies.Compilation, name, CancellationToken.None))
            .Select(static name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>()
            .Distinct()
            .Select(oracle.Bodies.OperationOf)
            .OfType<IInvocationOperation>()
            .Where(call => ModuleApi.Listing.Contains(call.TargetMethod, oracle.Torch) && IsUsedToDraw(call, oracle))
            .Select(static call => ModuleApi.ReceiverOf(call)?.Type)
            .OfType<INamedTypeSymbol>()
            .Select(static type => type.OriginalDefinition)
            .Where(oracle.IsOwn);

    private static bool IsUsedToDraw(IInvocationOperation call, RegistrationOracle oracle)
    {
        if (call.Arguments.Any(argument => Draws(argument, oracle, helpers: true)))
        {
            return true;
        }

        IOperation? around = call.Parent;
        while (around is not null and not (IForEachLoopOperation or IBlockOperation))
        {
            around = around.Parent;
        }

        return around is IForEachLoopOperation loop && Draws(loop.Body, oracle, helpers: true);
    }

    private static bool Draws(IOperation code, RegistrationOracle oracle, bool helpers) =>
        code.DescendantsAndSelf().Any(part => part switch
        {
            IInvocationOperation { TargetMethod: var called } =>
                RandomApi.Draws(called, oracle.Torch) || (helpers && BodyDraws(called, oracle)),
            IMethodReferenceOperation { Method: var named } => helpers && BodyDraws(named, oracle),
            _ => false,
        });

    /// <summary>A helper of the project's own.</summary>
    private static bool BodyDraws(IMethodSymbol method, RegistrationOracle oracle) =>
        PartialParts.ImplementationOf(method.OriginalDefinition) is { } body
        && oracle.Bodies.OperationOf(body) is { } operation
        && Draws(operation, oracle, helpers: false);
}
