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

/// <summary>TSG0003: gives the member the attribute of its type, or a tensor marked as a parameter the type of one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ChangeAttributeFix() : TorchCodeFix("TSG0003")
{
    /// <summary>
    /// The key of the repair that changes the attribute, or removes it from a member of a type that is never state: each
    /// has one of the two, and all are fixed together.
    /// </summary>
    public const string AttributeKey = "TSG0003.ChangeAttribute";

    /// <summary>The key of the repair that changes the type.</summary>
    public const string TypeKey = "TSG0003.ChangeType";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { } member
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch
            || StateAttribute.Of(member.Symbol) is not [var state]
            || AttributeEdits.SyntaxOn(member.Syntax, state.Data) is not { } attribute
            || MemberClassifier.TypeOf(member.Symbol) is not { } type)
        {
            yield break;
        }

        if (StateTypes.Describe(type, torch)?.Kind is not { } kind)
        {
            yield return new EditRepair(
                $"Remove [{attribute.Name}]",
                AttributeKey,
                editor => editor.ReplaceNode(
                    member.Syntax, (current, _) => AttributeEdits.Remove((MemberDeclarationSyntax)current, [attribute])));
            yield break;
        }

        if (Renamed(attribute, state.Kind, kind) is { } replacement)
        {
            yield return new EditRepair(
                $"Change [{attribute.Name}] to [{kind}]",
                AttributeKey,
                editor => editor.ReplaceNode(
                    member.Syntax, (current, _) => AttributeEdits.Replace((MemberDeclarationSyntax)current, attribute, replacement)));
        }

        if (state.Kind == StateAttributeKind.Parameter && torch.IsTensor(type) && IsNeverAssigned(member, root, model, cancellationToken))
        {
            yield return new EditRepair("Change the type to Parameter", TypeKey, editor => ParameterType.Apply(editor, member, torch));
        }
    }

    /// <summary>Null where the attribute is written under another name, an alias: what is in scope then is unknown.</summary>
    private static AttributeSyntax? Renamed(AttributeSyntax attribute, StateAttributeKind from, StateKind to)
    {
        SimpleNameSyntax name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right
            : attribute.Name is AliasQualifiedNameSyntax alias ? alias.Name
            : (SimpleNameSyntax)attribute.Name;
        string written = name.Identifier.ValueText;
        if (written != from.ToString() && written != from + "Attribute")
        {
            return null;
        }

        AttributeSyntax renamed = attribute.ReplaceNode(name, SyntaxFactory.IdentifierName(to + written.Substring(from.ToString().Length)));
        if (renamed.ArgumentList is null || to == StateKind.Buffer)
        {
            return renamed;
        }

        // The options of a buffer: the other attributes have a key and aliases.
        IEnumerable<AttributeArgumentSyntax> kept = renamed.ArgumentList.Arguments
            .Where(static argument => argument.NameEquals?.Name.Identifier.ValueText is null or "Aliases");
        return AttributeEdits.WithArguments(renamed, SyntaxFactory.SeparatedList(kept));
    }

    /// <summary>An assignment elsewhere would have to be rewritten too.</summary>
    private static bool IsNeverAssigned(DeclaredMember member, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        member is { IsAlone: true, Symbol.IsOverride: false }
        && !member.Uses(root, model, cancellationToken).Any(static use =>
        {
            SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            return whole.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
                || (whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole);
        });
}
