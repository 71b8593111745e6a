using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Where a class moves its own objects: <c>this.to(device)</c>.</summary>
internal static class MovesOfThis
{
    public static IEnumerable<IInvocationOperation> In(INamedTypeSymbol type, RegistrationOracle oracle) =>
        type.DeclaringSyntaxReferences
            .SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name: var name }
                && ModuleApi.Moving.Names.Contains(name.Identifier.ValueText)
                && RegistrationOracle.IsIn(call, type))
            .Select(oracle.Bodies.OperationOf)
            .OfType<IInvocationOperation>()
            .Where(call => ModuleApi.Moving.Contains(call.TargetMethod, oracle.Torch) && Operations.IsThis(ModuleApi.ReceiverOf(call)));
}
