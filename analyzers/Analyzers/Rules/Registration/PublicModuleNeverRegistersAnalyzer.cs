using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1019: a class of a library that leaves its registration to a parent. Its users have none: an object that they make for
/// itself has no components.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PublicModuleNeverRegistersAnalyzer() : ModuleAnalyzer(Descriptors.TSG1019_PublicModuleNeverRegisters)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!type.IsAbstract
            && IsPublic(type)
            && (SilentModule.NeverRegisters(type, oracle, context.CancellationToken)
                || SilentModule.NeverRegistersElements(type, oracle, context.CancellationToken))
            && !OwnerOfClass.IsHeldByModule(type, oracle, context.CancellationToken))
        {
            Report(context, type.Locations[0], type.Name);
        }
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }
}
