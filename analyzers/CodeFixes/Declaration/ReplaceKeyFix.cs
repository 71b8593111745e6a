using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>
/// TSG0006: puts an underscore for each dot, and the member's name for an empty key. All keys of a member have one diagnostic each,
/// at its name, and are repaired together.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReplaceKeyFix() : TorchCodeFix("TSG0006")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0006.ReplaceKey";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is { IsAlone: true } member
            && TorchSymbols.TryCreate(model.Compilation) is { } torch
            && FreeKeys.ForInvalid(member.Symbol.ContainingType, torch).TryGetValue(member.Symbol, out IReadOnlyList<string>? keys)
            && keys.Count > 0
            && Invalid(member, torch) is { } expressions
            && expressions.Count == keys.Count)
        {
            yield return new EditRepair($"Use the key {string.Join(", ", keys.Select(static key => $"\"{key}\""))}", Key, editor =>
            {
                for (int i = 0; i < expressions.Count; i++)
                {
                    editor.ReplaceNode(
                        expressions[i],
                        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(keys[i]))
                            .WithTriviaFrom(expressions[i]));
                }
            });
        }
    }

    /// <summary>The expressions that give bad keys: of the state attribute or of <c>[ComponentName]</c>, then of the aliases.</summary>
    private static List<ExpressionSyntax>? Invalid(DeclaredMember member, TorchSymbols torch)
    {
        StateAttribute? state = StateAttribute.Of(member.Symbol).FirstOrDefault();
        AttributeSyntax? attribute = state is null ? null : AttributeEdits.SyntaxOn(member.Syntax, state.Data);
        var found = new List<ExpressionSyntax>();
        if (StateKeys.Invalid(MemberClassifier.KeyOf(member.Symbol, state, torch)) is not null)
        {
            AttributeSyntax? named = state?.Key is null && MemberClassifier.ComponentNameDataOf(member.Symbol, torch) is { } data
                ? AttributeEdits.SyntaxOn(member.Syntax, data)
                : null;
            ExpressionSyntax? key = state?.Key is not null && attribute is not null ? AttributeEdits.KeyArgument(attribute)?.Expression
                : named is not null ? AttributeEdits.Named(named, "Name")?.Expression
                : null;
            if (key is null)
            {
                return null;
            }

            found.Add(key);
        }

        string[] aliases = state?.Aliases.ToArray() ?? [];
        ExpressionSyntax[] elements = attribute is null ? [] : Elements(AttributeEdits.Named(attribute, "Aliases")?.Expression);
        found.AddRange(elements.Where((_, index) => elements.Length == aliases.Length && FreeKeys.IsDotted(aliases[index])));
        return found;
    }

    private static ExpressionSyntax[] Elements(ExpressionSyntax? aliases) =>
        aliases switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            CollectionExpressionSyntax collection =>
                [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)],
            _ => [],
        };
}
