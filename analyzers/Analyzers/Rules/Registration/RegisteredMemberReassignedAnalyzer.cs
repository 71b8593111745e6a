using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1004: TorchSharp's registry keeps the object that it was given. <c>.to()</c> writes a tensor from there back into the
/// field, and leaves a field with a module alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegisteredMemberReassignedAnalyzer() : ModuleAnalyzer(Descriptors.TSG1004_RegisteredMemberReassigned)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!oracle.IsHandWritten(type) || ClassOrigins.IsOverGenerated(type, oracle.Torch))
        {
            return;
        }

        foreach (ISymbol member in ReflectedMembers.OfChain(type, oracle.Torch))
        {
            foreach (Reassignment replaced in Reassignment.Of(member, type, oracle, context.CancellationToken).Where(
                replaced => IsReportedFor(type, member, replaced.In, oracle)))
            {
                Report(context, replaced.Site.GetLocation(), member.Name, replaced.Answer.Words);
            }
        }
    }

    /// <summary>A class speaks of what it assigns itself, and that of a member of what any other class assigns.</summary>
    private static bool IsReportedFor(INamedTypeSymbol type, ISymbol member, ISymbol assignedIn, RegistrationOracle oracle) =>
        assignedIn.ContainingType?.OriginalDefinition is not { } assigning
        || SymbolEqualityComparer.Default.Equals(assigning, type)
        || (SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
            && !(oracle.IsOwn(assigning) && DerivedModules.DerivesFrom(assigning, type)));
}
