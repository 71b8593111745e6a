using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1020: TorchSharp checks the names of modules alone, and throws. A tensor of such a name it takes, and there are then two
/// entries of one path, or one that PyTorch refuses. The methods are public: whoever has the module can give the name.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidComponentNameAnalyzer()
    : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG1020_InvalidComponentName)
{
    /// <summary>A local made of a local; what lies deeper is not seen.</summary>
    private const int MostLocals = 3;

    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (CalledName.Of((InvocationExpressionSyntax)node.Node) is { } name
                    && RegistryApi.IsNameOfRegisterMethod(name.Identifier.ValueText)
                    && !node.Node.ContainsDiagnostics
                    && node.SemanticModel.GetOperation(node.Node, node.CancellationToken) is IInvocationOperation call)
                {
                    Analyze(node, call, torch);
                }
            },
            SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context, IInvocationOperation call, TorchSymbols torch)
    {
        if (RegistryApi.MethodOf(call.TargetMethod.OriginalDefinition, torch) is { } method
            && RegistryApi.KeyOf(call) is { } name
            && Problem(name) is { } problem)
        {
            string consequence = method.Registry == StateKind.Submodule
                ? $"{problem}, so this call throws"
                : $"{problem}, so state_dict has it as the entry of a child, and PyTorch refuses it";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TSG1020_InvalidComponentName, name.Syntax.GetLocation(), name.Syntax.ToString(), consequence));
        }
    }

    private static string? Problem(IOperation name) =>
        name.ConstantValue is { HasValue: true, Value: "" } ? "is empty"
        : HasDot(name, MostLocals) ? "contains \".\""
        : null;

    /// <summary>In the written part of <c>$"layer.{i}"</c> or of <c>"layer." + i</c>; what a call makes is not to be told.</summary>
    private static bool HasDot(IOperation part, int locals) =>
        part switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => text.Contains("."),
            IInterpolatedStringOperation written => written.Parts.Any(inner => HasDot(inner, locals)),
            IInterpolatedStringTextOperation { Text: var text } => HasDot(text, locals),
            IInterpolationOperation { Expression: var inserted } => HasDot(inserted, locals),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum =>
                HasDot(sum.LeftOperand, locals) || HasDot(sum.RightOperand, locals),
            IConversionOperation { Operand: var operand } => HasDot(operand, locals),
            IParenthesizedOperation { Operand: var operand } => HasDot(operand, locals),
            IConditionalOperation { WhenFalse: { } otherwise } choice => HasDot(choice.WhenTrue, locals) && HasDot(otherwise, locals),
            ILocalReferenceOperation local when locals > 0 => LocalFlow.ValuesOf(local).ToList() is { Count: > 0 } values
                && values.TrueForAll(value => HasDot(value, locals - 1)),
            _ => false,
        };
}
