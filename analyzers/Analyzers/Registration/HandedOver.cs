using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>
/// A module that hands itself to somebody: <c>Wiring.Attach(this, "fc", fc)</c>, <c>this.RegisterAll(layers)</c>. The
/// <c>register_*</c> methods are public, so that whoever has the module can register in it.
/// </summary>
internal static class HandedOver
{
    /// <summary>A helper of a helper; what lies deeper counts as unseen.</summary>
    private const int MostHelpers = 3;

    /// <summary>The calls in <paramref name="type"/> that give <c>this</c> to a method which registers, or may.</summary>
    public static IEnumerable<IInvocationOperation> In(INamedTypeSymbol type, RegistrationOracle oracle) =>
        type.OriginalDefinition.DeclaringSyntaxReferences
            .SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<ThisExpressionSyntax>())
            .Select(self => At(self, oracle))
            .OfType<IInvocationOperation>();

    /// <summary>The call that gives this <c>this</c> to a method which registers, or may; null where there is none.</summary>
    public static IInvocationOperation? At(ThisExpressionSyntax self, RegistrationOracle oracle) =>
        CallWith(self) is { } site
        && oracle.Bodies.OperationOf(site) is IInvocationOperation call
        && ParameterForThis(call) is { } parameter
        && MayRegister(call.TargetMethod, parameter, oracle, MostHelpers)
            ? call
            : null;

    /// <summary>The <c>register_*</c> calls that the called method makes on the module that it is given.</summary>
    public static IEnumerable<IInvocationOperation> RegistrationsBy(IInvocationOperation call, RegistrationOracle oracle) =>
        ParameterForThis(call) is { } parameter
            ? oracle.Bodies.ReferencesTo(parameter)
                .Select(static reference => Operations.Outermost(reference).Parent)
                .OfType<IInvocationOperation>()
                .Where(made => made.Instance is not null
                    && RegistryApi.MethodOf(made.TargetMethod.OriginalDefinition, oracle.Torch) is not null)
            : [];

    /// <summary>Whether the statement around such a call names the member, or its key.</summary>
    public static bool Speaks(IInvocationOperation call, ISymbol member, string key)
    {
        IOperation statement = call;
        while (statement.Parent is { } parent and not IBlockOperation)
        {
            statement = parent;
        }

        // A method that gets the module alone takes from it what it will.
        return call.Arguments.Length == 1
            || LocalFlow.Mentions(statement, member)
            || call.Arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(part =>
                part.ConstantValue is { HasValue: true, Value: string name }
                    ? name == member.Name || name == key
                    : part is ILocalReferenceOperation local && LocalFlow.IsPartOf(local, member)));
    }

    /// <summary>Neither TorchSharp's nor one of .NET's own.</summary>
    public static bool IsOfUser(IMethodSymbol method, TorchSymbols torch)
    {
        INamespaceSymbol? root = method.ContainingNamespace;
        while (root is { ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            root = outer;
        }

        return !torch.IsStock(method.ContainingType) && (!method.DeclaringSyntaxReferences.IsEmpty || root?.Name != nameof(System));
    }

    /// <summary>A method of a library, or one that somebody else implements.</summary>
    public static bool IsUnseen(IMethodSymbol method) => method.IsAbstract || method.DeclaringSyntaxReferences.IsEmpty;

    private static IParameterSymbol? ParameterForThis(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => Operations.IsThis(argument.Value))?.Parameter;

    private static bool MayRegister(IMethodSymbol method, IParameterSymbol parameter, RegistrationOracle oracle, int helpers) =>
        IsOfUser(method, oracle.Torch)
        && (IsUnseen(method)
            || (PartialParts.ImplementationOf(method) is { } source && source.DescendantNodes().OfType<SimpleNameSyntax>()
                .Any(static name => RegistryApi.IsNameOfRegistration(name.Identifier.ValueText)))
            || (helpers > 0
                && oracle.Bodies.ReferencesTo(parameter).Any(reference =>
                    Operations.Outermost(reference).Parent is IArgumentOperation { Parameter: { } next, Parent: IInvocationOperation call }
                    && MayRegister(call.TargetMethod, next, oracle, helpers - 1))));

    /// <summary>The call that <c>this</c> is an argument of, or that looks like one of its methods.</summary>
    private static InvocationExpressionSyntax? CallWith(ThisExpressionSyntax itself) =>
        itself.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => call,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } => call,
            _ => null,
        };
}
