using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1006: a base constructor runs before the derived body, and the one registration that it makes is all that there will
/// be; a second <c>RegisterComponents()</c> in the derived class does nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BaseConstructorAlreadyRegisteredAnalyzer() : ModuleAnalyzer(Descriptors.TSG1006_BaseConstructorAlreadyRegistered)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (oracle.IsHandWritten(type)
            && LateAssignment.Of(type, oracle, context.CancellationToken).FirstOrDefault(static late => late.IsAfterBase) is { } late)
        {
            Report(context, type.Locations[0], type.Name, late.RegisteringType(type)?.Name ?? type.BaseType!.Name);
        }
    }
}
