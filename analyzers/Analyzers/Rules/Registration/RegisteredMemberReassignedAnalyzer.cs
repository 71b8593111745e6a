using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

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
        if (!oracle.IsHandWritten(type) || ModuleClassifier.BaseKindOf(type, oracle.Torch) == BaseKind.Generated)
        {
            return;
        }

        foreach (ISymbol member in StateMembers.Of(type, oracle.Torch))
        {
            if (oracle.Ask(member) is not RegistrationAnswer.Registered)
            {
                continue;
            }

            foreach (MemberWrite write in Reassignment.Of(member, oracle, context.CancellationToken).Where(write => RegistrationOracle.IsIn(write.Site, type)))
            {
                Report(context, write.Site.GetLocation(), member.Name, ReasonFor(member, oracle));
            }
        }
    }

    private static string ReasonFor(ISymbol member, RegistrationOracle oracle) =>
        MemberClassifier.TypeOf(member) is { } type && StateTypes.KindOf(type, oracle.Torch) == StateKind.Submodule
            ? "state_dict, .to() and eval() go on with the old module, and never reach the one assigned here"
            : "state_dict keeps the old tensor after this assignment, and the next .to() restores it";
}
