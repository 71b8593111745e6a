using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0005: of two attributes, or two keys, keeps one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class KeepOneFix() : TorchCodeFix("TSG0005")
{
    /// <summary>The key of the repair that is offered first: it keeps what fits the type, and the key of the attribute.</summary>
    public const string Key = "TSG0005.KeepOne";

    /// <summary>The key of the repair that keeps <c>[NotRegistered]</c> where something else would fit too.</summary>
    public const string NotRegisteredKey = "TSG0005.KeepNotRegistered";

    /// <summary>The key of the repair that keeps the key of <c>[ComponentName]</c>.</summary>
    public const string ComponentNameKey = "TSG0005.KeepComponentName";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { } member
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch)
        {
            return [];
        }

        StateAttribute[] attributes = StateAttribute.Of(member.Symbol).ToArray();
        return attributes.Length == 1 ? KeyRepairs(member, attributes[0], torch) : AttributeRepairs(member, attributes, torch);
    }

    /// <summary>Only what fits the type is worth keeping.</summary>
    private static IEnumerable<Repair> AttributeRepairs(DeclaredMember member, StateAttribute[] attributes, TorchSymbols torch)
    {
        StateKind? kind = MemberClassifier.TypeOf(member.Symbol) is { } type ? StateTypes.Describe(type, torch)?.Kind : null;
        AttributeSyntax?[] syntaxes = attributes.Select(attribute => AttributeEdits.SyntaxOn(member.Syntax, attribute.Data)).ToArray();
        if (syntaxes.Contains(null))
        {
            yield break;
        }

        string key = Key;
        foreach (StateAttributeKind kept in attributes
            .Where(attribute => attribute.StateKind is null || attribute.StateKind == kind)
            .Select(static attribute => attribute.Kind)
            .Distinct()
            .OrderBy(static kept => kept == StateAttributeKind.NotRegistered))
        {
            int index = System.Array.FindIndex(attributes, attribute => attribute.Kind == kept);
            AttributeSyntax[] others = syntaxes.OfType<AttributeSyntax>().Where((_, other) => other != index).ToArray();
            yield return new EditRepair(
                $"Keep [{kept}]",
                key,
                editor =>
                    editor.ReplaceNode(member.Syntax, (current, _) => AttributeEdits.Remove((MemberDeclarationSyntax)current, others)));
            key = NotRegisteredKey;
        }
    }

    private static IEnumerable<Repair> KeyRepairs(DeclaredMember member, StateAttribute attribute, TorchSymbols torch)
    {
        if (AttributeEdits.SyntaxOn(member.Syntax, attribute.Data) is not { } state
            || MemberClassifier.ComponentNameDataOf(member.Symbol, torch) is not { } data
            || AttributeEdits.SyntaxOn(member.Syntax, data) is not { } component)
        {
            yield break;
        }

        yield return new EditRepair(
            $"Keep [{attribute.DisplayName}(\"{attribute.Key}\")]",
            Key,
            editor =>
                editor.ReplaceNode(member.Syntax, (current, _) => AttributeEdits.Remove((MemberDeclarationSyntax)current, [component])));
        yield return new EditRepair(
            $"Keep [ComponentName(Name = \"{MemberClassifier.ComponentNameOf(member.Symbol, torch)}\")]",
            ComponentNameKey,
            editor => editor.ReplaceNode(
                member.Syntax,
                (current, _) => AttributeEdits.Replace((MemberDeclarationSyntax)current, state, AttributeEdits.WithKey(state, null))));
    }
}
