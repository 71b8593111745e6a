using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1018: drops the second registration of a member, or assigns the registered entry.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterOnceFix() : TorchCodeFix("TSG1018")
{
    /// <summary>The key of the repair that removes the call.</summary>
    public const string RemoveKey = "TSG1018.Remove";

    /// <summary>The key of the repair that assigns.</summary>
    public const string AssignKey = "TSG1018.Assign";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(
            diagnostic.Location.SourceSpan,
            getInnermostNodeForTie: true) is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call
            || call.ArgumentList.Arguments is not [{ Expression: var name }, { Expression: var value }, ..]
            || model.GetConstantValue(name, cancellationToken).Value is not string key)
        {
            yield break;
        }

        ISymbol? member = model.GetSymbolInfo(value, cancellationToken).Symbol;
        if (member is IFieldSymbol && member.Name == key)
        {
            yield return new EditRepair(
                $"Remove the call: '{key}' is registered",
                RemoveKey,
                editor => editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia));
        }
        else if (NameOf(call) is { } method && Replacement(method) is { } replacement)
        {
            yield return new EditRepair($"Assign the registered '{key}'", AssignKey, editor => editor.ReplaceNode(method, replacement));
        }
    }

    /// <summary>TorchSharp's own way to put something else under a name.</summary>
    private static IdentifierNameSyntax? Replacement(SimpleNameSyntax method) =>
        method.Identifier.ValueText switch
        {
            "register_buffer" => SyntaxFactory.IdentifierName("ConditionallyRegisterBuffer"),
            "register_parameter" => SyntaxFactory.IdentifierName("ConditionallyRegisterParameter"),
            _ => null,
        };

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression as SimpleNameSyntax;
}
