using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>TSG1003: only the first <c>RegisterComponents()</c> looks at the fields, so what is assigned later is never seen.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MemberAssignedAfterRegistrationAnalyzer() : ModuleAnalyzer(Descriptors.TSG1003_MemberAssignedAfterRegistration)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!oracle.IsHandWritten(type))
        {
            return;
        }

        foreach (LateAssignment late in LateAssignment.Of(type, oracle, context.CancellationToken).Where(late => !late.IsAfterBase))
        {
            Report(context, late.Site.GetLocation(), late.Member.Name, late.Answer.Words);
        }

        foreach (LateElement late in LateElement.Of(type, oracle, context.CancellationToken))
        {
            Report(context, late.Site.GetLocation(), late.Element, late.Words);
        }
    }
}
