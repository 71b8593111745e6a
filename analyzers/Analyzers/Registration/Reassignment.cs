using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>An assignment that puts something else into a registered member while the registry keeps the old value.</summary>
/// <param name="Site">The assignment.</param>
/// <param name="In">The method around it.</param>
/// <param name="Answer">What becomes of the value.</param>
internal sealed record Reassignment(SyntaxNode Site, ISymbol In, RegistrationAnswer.NotRegistered Answer)
{
    /// <summary>None for a non-persistent buffer: <c>.to()</c> and state_dict know nothing of its old value either.</summary>
    public static IEnumerable<Reassignment> Of(
        ISymbol member, INamedTypeSymbol asPartOf, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Ask(member, asPartOf) is RegistrationAnswer.Registered { IsPersistent: true }
            ? oracle.Members.WritesOf(member, cancellationToken)
                .Where(write =>
                    IsLate(write, oracle)
                    && (write.Value is not { } value || Replaces(value, write.Site, member, oracle))
                    && !TouchesRegistry(write.Site))
                .Select(write => new Reassignment(write.Site, write.In, oracle.Replaced(member, write.Site, DisposesOld(member, write))))
            : [];

    /// <summary>
    /// Once the module has registered what it has. A setter waits for its caller; <c>Dispose</c> and the transfer methods deal with the
    /// registry's tensor themselves.
    /// </summary>
    private static bool IsLate(MemberWrite write, RegistrationOracle oracle) =>
        write.In switch
        {
            IMethodSymbol { Name: "Dispose" or "to" or "_to" or "_toEpilog" or "cuda" or "cpu" or "To" } => false,
            IMethodSymbol { MethodKind: MethodKind.Ordinary } => !write.AtConstruction || IsOnFinishedModule(write.Site, oracle),
            IMethodSymbol { MethodKind: not MethodKind.Constructor } => false,
            _ => IsOnFinishedModule(write.Site, oracle),
        };

    /// <summary>
    /// <c>net.head = ...</c> and <c>new Net { head = ... }</c>, in the constructor of another module too. What a helper gets as an argument
    /// may be the module that is being built.
    /// </summary>
    private static bool IsOnFinishedModule(SyntaxNode site, RegistrationOracle oracle) =>
        IsOnAnother(site)
        && (site is not AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var module } }
            || oracle.Bodies.ModelOf(site.SyntaxTree).GetSymbolInfo(module).Symbol is ILocalSymbol or IFieldSymbol or IPropertySymbol);

    /// <summary>Whether the module is not <c>this</c>.</summary>
    private static bool IsOnAnother(SyntaxNode site) =>
        site is AssignmentExpressionSyntax { Parent.RawKind: (int)SyntaxKind.ObjectInitializerExpression }
            or AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: not InstanceExpressionSyntax } };

    private static bool Replaces(IOperation value, SyntaxNode site, ISymbol member, RegistrationOracle oracle)
    {
        IOperation current = Operations.Unwrap(value);
        if (Operations.IsNull(current) || current is IDefaultValueOperation)
        {
            return false;
        }

        while (current is IInvocationOperation call
            && TensorApi.KeepsValues(call.TargetMethod, oracle.Torch)
            && ModuleApi.ReceiverOf(call) is { } receiver)
        {
            current = Operations.Unwrap(receiver);
        }

        return !SymbolEqualityComparer.Default.Equals(MemberOfThis.In(current), member.OriginalDefinition)
            && !(site is AssignmentExpressionSyntax { Left: var target } && SyntaxFactory.AreEquivalent(target, current.Syntax))
            && (MemberClassifier.TypeOf(member) is not { } type || !oracle.Torch.IsModule(type) || ValueOrigin.Of(value, oracle).IsFresh);
    }

    /// <summary>Whether the method around it registers anew, or edits the registry: that of the module it assigns to.</summary>
    private static bool TouchesRegistry(SyntaxNode site) =>
        IsOnAnother(site) is var isOnAnother
        && site.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } around
        && around.DescendantNodes().OfType<SimpleNameSyntax>().Any(name =>
            RegistryApi.IsNameOfRegistration(name.Identifier.ValueText)
            && (!isOnAnother || name.Parent is MemberAccessExpressionSyntax { Expression: not InstanceExpressionSyntax }));

    /// <summary><c>old.Dispose()</c> in the method that assigns: TorchSharp leaves out entries that are disposed.</summary>
    private static bool DisposesOld(ISymbol member, MemberWrite write) =>
        write.Site.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } around
        && around.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access is { Name.Identifier.ValueText: "Dispose", Expression: { } disposed }
            && (disposed switch
            {
                IdentifierNameSyntax name =>
                    name.Identifier.ValueText == member.Name || IsCopyOf(name.Identifier.ValueText, member, around),
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } =>
                    name.Identifier.ValueText == member.Name,
                _ => false,
            }));

    private static bool IsCopyOf(string local, ISymbol member, SyntaxNode around) =>
        around.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(declarator =>
            declarator.Identifier.ValueText == local
            && declarator.Initializer?.Value.ToString() is { } value
            && (value == member.Name || value == "this." + member.Name));
}
