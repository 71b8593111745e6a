using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0007: gives the second member a key that is free.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RenameKeyFix() : TorchCodeFix("TSG0007")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0007.RenameKey";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { IsAlone: true } member
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch
            || ModuleDeclaration.StateOf(member.Symbol, torch) is not { } state
            || !FreeKeys.ForDuplicates(member.Symbol.ContainingType, torch).TryGetValue(member.Symbol, out string? key))
        {
            yield break;
        }

        AttributeSyntax? attribute = state.Attribute is { } declared ? AttributeEdits.SyntaxOn(member.Syntax, declared.Data) : null;
        bool namedByTorchSharp = MemberClassifier.ComponentNameOf(member.Symbol, torch) is not null;
        if (namedByTorchSharp ? ComponentName(member, torch) is null : state.Attribute is not null && attribute is null)
        {
            yield break;
        }

        yield return new EditRepair($"Use the key \"{key}\"", Key, editor =>
        {
            if (namedByTorchSharp)
            {
                editor.ReplaceNode(ComponentName(member, torch)!, Literal(key));
            }
            else if (attribute is not null)
            {
                editor.ReplaceNode(attribute, AttributeEdits.WithKey(attribute, key));
            }
            else
            {
                AttributeEdits.Add(editor, member.Syntax, state.Kind, Literal(key), model.Compilation);
            }
        });
    }

    private static ExpressionSyntax? ComponentName(DeclaredMember member, TorchSymbols torch) =>
        MemberClassifier.ComponentNameDataOf(member.Symbol, torch) is { } data
        && AttributeEdits.SyntaxOn(member.Syntax, data) is { } attribute
            ? AttributeEdits.Named(attribute, "Name")?.Expression
            : null;

    private static LiteralExpressionSyntax Literal(string key) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(key));
}
