using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Where a class reads a component back by its key: a buffer needs no field.</summary>
internal static class BufferLookups
{
    /// <summary>The calls in the class that may ask for this key; all of them where it is computed.</summary>
    public static IEnumerable<IInvocationOperation> Of(INamedTypeSymbol type, string? key, RegistrationOracle oracle) =>
        type.DeclaringSyntaxReferences
            .Select(static reference => reference.GetSyntax())
            .SelectMany(part => ModuleApi.LookingUp.Names
                .SelectMany(name => NamesInTree.Of(part.SyntaxTree, default)[name])
                .Where(name => part.Span.Contains(name.Span)))
            .Select(static name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>()
            .Select(oracle.Bodies.OperationOf)
            .OfType<IInvocationOperation>()
            .Where(call => ModuleApi.LookingUp.Contains(call.TargetMethod, oracle.Torch) && MayAskFor(call, key));

    private static bool MayAskFor(IInvocationOperation call, string? key) =>
        key is null
        || call.Arguments.FirstOrDefault()?.Value.ConstantValue is not { HasValue: true, Value: string asked }
        || string.Equals(asked, key, StringComparison.Ordinal);
}
