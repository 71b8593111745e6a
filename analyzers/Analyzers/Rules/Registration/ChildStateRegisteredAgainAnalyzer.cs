using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1021: TorchSharp moves the children first and disposes what it replaces, so that the parent's entry for the same tensor
/// holds a disposed one, which state_dict leaves out.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChildStateRegisteredAgainAnalyzer() : ModuleAnalyzer(Descriptors.TSG1021_ChildStateRegisteredAgain)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!ClassOrigins.MovesByReflection(type, oracle.Torch))
        {
            return;
        }

        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).Own)
        {
            if (RegistryApi.Moves(call) && RegistryApi.ValueOf(call) is { } value && StateOfChild(value, type, oracle) is { } state)
            {
                Report(
                    context,
                    call.Syntax.GetLocation(),
                    RegistryApi.NameOf(call) ?? RegistryApi.KeyOf(call)?.Syntax.ToString() ?? "",
                    state.Syntax.ToString());
            }
        }

        // A member that is given a child's tensor is registered by reflection.
        foreach (ISymbol member in ReflectedMembers.Of(type, oracle.Torch))
        {
            if (oracle.Ask(member) is RegistrationAnswer.Registered { Entry: { Route: RegistrationRoute.RegisterComponents, Key: var key } }
                && oracle.Members.WritesOf(
                    member, context.CancellationToken) is [{ AtConstruction: true, Value: { } value, Site: var site }]
                && StateOfChild(value, type, oracle) is { } state)
            {
                Report(context, site.GetLocation(), key ?? member.Name, state.Syntax.ToString());
            }
        }
    }

    /// <summary>A tensor of a child that is registered, and registers the tensor itself.</summary>
    private static IOperation? StateOfChild(IOperation value, INamedTypeSymbol type, RegistrationOracle oracle) =>
        PossibleValues.Of(
            value, oracle.Bodies) is [{ Operation: IMemberReferenceOperation { Instance: { } child, Member: var state } reference }]
        && IsRegisteredChild(child, type, oracle)
        && IsStateOfChild(child, state, oracle)
            ? reference
            : null;

    private static bool IsRegisteredChild(IOperation child, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        ISymbol? member = Operations.Unwrap(child) is ILocalReferenceOperation local
            ? MemberOfThis.AssignedFrom(local)
            : MemberOfThis.In(child);
        return member is not null && oracle.Ask(member, type) is RegistrationAnswer.Registered;
    }

    /// <summary>
    /// The weights of a stock layer, or what a hand-written child registers itself. A generated one keeps its tensors as they are.
    /// </summary>
    private static bool IsStateOfChild(IOperation child, ISymbol state, RegistrationOracle oracle) =>
        child.Type is INamedTypeSymbol childType
        && oracle.Torch.IsModule(childType)
        && (oracle.Torch.IsStock(childType)
            ? state is IPropertySymbol property && oracle.Torch.IsParameter(property.Type)
            : !oracle.Torch.IsStock(state.ContainingType)
                && ClassOrigins.Of(childType, oracle.Torch) == ClassOrigin.HandWritten
                && oracle.Ask(state, childType) is RegistrationAnswer.Registered { Moves: true });
}
