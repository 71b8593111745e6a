using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1020: TorchSharp checks the names of modules alone, and throws. A tensor of such a name it takes, and there are then two
/// entries of one path, or one that PyTorch refuses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidComponentNameAnalyzer() : ModuleAnalyzer(Descriptors.TSG1020_InvalidComponentName)
{
    private const string Dotted = "contains \".\"";

    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).Own)
        {
            if (RegistryApi.MethodOf(call.TargetMethod.OriginalDefinition, oracle.Torch) is { } method
                && RegistryApi.KeyOf(call) is { } name
                && Problem(name) is { } problem)
            {
                string consequence = method.Registry == StateKind.Submodule
                    ? $"{problem}, so this call throws"
                    : $"{problem}, so state_dict has it as the entry of a child, and PyTorch refuses it";
                Report(context, name.Syntax.GetLocation(), name.Syntax.ToString(), consequence);
            }
        }
    }

    private static string? Problem(IOperation name) =>
        name.ConstantValue is { HasValue: true, Value: string key }
            ? key.Length == 0 ? "is empty" : key.Contains(".") ? Dotted : null
            : name.DescendantsAndSelf().Any(HasDot) ? Dotted : null;

    /// <summary>In the written part of <c>$"layer.{i}"</c> or of <c>"layer." + i</c>; what a call makes is not to be told.</summary>
    private static bool HasDot(IOperation part) =>
        part is ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } }
        && text.Contains(".")
        && part.Parent is IInterpolatedStringTextOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add };
}
