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

/// <summary>TSG0006: puts an underscore for each dot, and the member's name for an empty key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReplaceKeyFix() : TorchCodeFix("TSG0006")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0006.ReplaceKey";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { IsAlone: true } member
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch
            || BadKey(member, torch) is not var (expression, bad))
        {
            yield break;
        }

        string wanted = bad.Length == 0 ? StateNaming.KeyFor(member.Symbol.Name, member.Symbol.ContainingType) : bad.Replace('.', '_');
        string key = FreeKeys.Near(wanted, member.Symbol.ContainingType, torch);
        yield return new EditRepair($"Use the key \"{key}\"", Key, editor => editor.ReplaceNode(
            expression,
            SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(key)).WithTriviaFrom(expression)));
    }

    /// <summary>The expression that gives a bad key: of the state attribute, of its aliases, or of <c>[ComponentName]</c>.</summary>
    private static (ExpressionSyntax Expression, string Key)? BadKey(DeclaredMember member, TorchSymbols torch)
    {
        StateAttribute? state = StateAttribute.Of(member.Symbol).FirstOrDefault();
        if (state is not null && AttributeEdits.SyntaxOn(member.Syntax, state.Data) is { } attribute)
        {
            if (state.Key is { } key && StateKeys.Invalid(key) is not null && AttributeEdits.KeyArgument(attribute) is { } argument)
            {
                return (argument.Expression, key);
            }

            if (state.Key is not null || StateKeys.Invalid(MemberClassifier.KeyOf(member.Symbol, state, torch)) is null)
            {
                return BadAlias(state, attribute);
            }
        }

        return MemberClassifier.ComponentNameOf(member.Symbol, torch) is { } name
            && StateKeys.Invalid(name) is not null
            && MemberClassifier.ComponentNameDataOf(member.Symbol, torch) is { } data
            && AttributeEdits.SyntaxOn(member.Syntax, data) is { } component
            && AttributeEdits.Named(component, "Name") is { } value
                ? (value.Expression, name)
                : null;
    }

    private static (ExpressionSyntax Expression, string Key)? BadAlias(StateAttribute state, AttributeSyntax attribute)
    {
        int index = state.Aliases.ToList().FindIndex(static alias => StateKeys.Invalid(alias) is not null);
        ExpressionSyntax[]? elements = AttributeEdits.Named(attribute, "Aliases")?.Expression switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.ToArray(),
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.ToArray(),
            CollectionExpressionSyntax collection =>
                collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression).ToArray(),
            _ => null,
        };

        return index >= 0 && elements is not null && elements.Length == state.Aliases.Length
            ? (elements[index], state.Aliases[index])
            : null;
    }
}
