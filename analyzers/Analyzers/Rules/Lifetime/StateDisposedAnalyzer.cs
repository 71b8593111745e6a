using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Lifetime;

/// <summary>
/// TSG3004: <c>get_parameter</c> and <c>weight</c> hand out the module's own tensor, not a copy; whoever disposes that has
/// disposed the module's.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateDisposedAnalyzer() : TorchAnalyzer(GeneratedCodeAnalysisFlags.None, Descriptors.TSG3004_StateDisposed)
{
    private const string Dispose = "Dispose";

    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch)
    {
        context.RegisterSyntaxNodeAction(
            node => AnalyzeUsing(
                node,
                ((LocalDeclarationStatementSyntax)node.Node).UsingKeyword,
                ((LocalDeclarationStatementSyntax)node.Node).Declaration,
                torch),
            SyntaxKind.LocalDeclarationStatement);
        context.RegisterSyntaxNodeAction(
            node =>
                AnalyzeUsing(node, ((UsingStatementSyntax)node.Node).UsingKeyword, ((UsingStatementSyntax)node.Node).Declaration, torch),
            SyntaxKind.UsingStatement);
        context.RegisterSyntaxNodeAction(
            node => AnalyzeCall(node, (InvocationExpressionSyntax)node.Node, torch), SyntaxKind.InvocationExpression);
    }

    private static void AnalyzeUsing(
        SyntaxNodeAnalysisContext context, SyntaxToken keyword, VariableDeclarationSyntax? declaration, TorchSymbols torch)
    {
        if (!keyword.IsKind(SyntaxKind.UsingKeyword) || declaration is null)
        {
            return;
        }

        foreach (VariableDeclaratorSyntax variable in declaration.Variables.Where(
            static variable => MayBeState(variable.Initializer?.Value)))
        {
            if (context.SemanticModel.GetOperation(BareExpression.Of(variable.Initializer!.Value), context.CancellationToken) is { } value
                && StateIn(value, RegistrationOracle.Of(context.Compilation, torch)) is { } state)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.TSG3004_StateDisposed, variable.GetLocation(), state));
            }
        }
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call, TorchSymbols torch)
    {
        if (call is not { ArgumentList.Arguments.Count: 0, Parent: ExpressionStatementSyntax,
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: Dispose, Expression: var disposed } }
            || context.ContainingSymbol is not IMethodSymbol { Name: not Dispose, MethodKind: not MethodKind.Destructor } method)
        {
            return;
        }

        var oracle = RegistrationOracle.Of(context.Compilation, torch);
        if (context.SemanticModel.GetOperation(BareExpression.Of(disposed), context.CancellationToken) is { Type: { } type } named
            && torch.IsTensorLike(type)
            && BehindLocal(named, oracle, context.CancellationToken) is var value
            && StateIn(value, oracle) is { } state
            && !IsReplaced(value, method, oracle, context))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TSG3004_StateDisposed, call.GetLocation(), state));
        }
    }

    /// <summary>By its look: a call of <c>get_parameter</c> or <c>get_buffer</c>, or a member.</summary>
    private static bool MayBeState(ExpressionSyntax? value) =>
        value is not null && BareExpression.Of(value) switch
        {
            InvocationExpressionSyntax { Expression: SimpleNameSyntax name } =>
                ModuleApi.LookingUp.Names.Contains(name.Identifier.ValueText),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } =>
                ModuleApi.LookingUp.Names.Contains(name.Identifier.ValueText),
            MemberAccessExpressionSyntax or IdentifierNameSyntax => true,
            _ => false,
        };

    /// <summary>The module's own tensor, in the words of the message; null for anything else.</summary>
    private static string? StateIn(IOperation value, RegistrationOracle oracle) =>
        Operations.Unwrap(value) switch
        {
            IInvocationOperation call
                when ModuleApi.LookingUp.Contains(call.TargetMethod, oracle.Torch)
                    && call.Type is { } type
                    && oracle.Torch.IsTensorLike(type) =>
                call.Arguments.FirstOrDefault()?.Value.ConstantValue.Value is string key ? $"'{key}'" : "a component",
            IPropertyReferenceOperation { Property: var property, Instance: not null }
                when IsWeight(property, oracle.Torch) => $"'{property.Name}'",
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference
                when oracle.Torch.IsModule(reference.Member.ContainingType)
                    && oracle.Ask(reference.Member) is RegistrationAnswer.Registered => $"'{reference.Member.Name}'",
            _ => null,
        };

    private static bool IsWeight(IPropertySymbol property, TorchSymbols torch) =>
        torch.IsStock(property.ContainingType) && torch.IsModule(property.ContainingType) && torch.IsParameter(property.Type);

    /// <summary>
    /// <c>var w = layer.weight; w.Dispose();</c>: what the local stands for, unless the module can have got another tensor by then.
    /// </summary>
    private static IOperation BehindLocal(IOperation named, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        Operations.Unwrap(named) is ILocalReferenceOperation local
        && LocalFlow.ValuesOf(local).ToList() is [var value]
        && (Operations.Unwrap(value) is not IMemberReferenceOperation held || !MayBeReplaced(held, oracle, cancellationToken))
            ? value
            : named;

    private static bool MayBeReplaced(IMemberReferenceOperation held, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Torch.IsStock(held.Member.ContainingType)
            ? LocalFlow.Root(held).Descendants().OfType<IArgumentOperation>().Any(argument =>
                argument.Value.DescendantsAndSelf().Any(part => Operations.VariableOf(part) is { } given
                    && SymbolEqualityComparer.Default.Equals(given, Operations.VariableOf(held.Instance))))
            : oracle.Members.WritesOf(held.Member, cancellationToken).Any(static write => !write.AtConstruction);

    /// <summary>A member that gets another value in the same method: the old tensor goes on purpose.</summary>
    private static bool IsReplaced(IOperation value, IMethodSymbol method, RegistrationOracle oracle, SyntaxNodeAnalysisContext context) =>
        Operations.Unwrap(value) is IMemberReferenceOperation { Member: var member }
        && (oracle.Torch.IsStock(member.ContainingType)
            ? context.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } around && around.DescendantNodes()
                .OfType<AssignmentExpressionSyntax>()
                .Any(assignment => assignment.Left.ToString() == value.Syntax.ToString())
            : oracle.Members.WritesOf(member, context.CancellationToken)
                .Any(write => SymbolEqualityComparer.Default.Equals(write.In, method)));
}
