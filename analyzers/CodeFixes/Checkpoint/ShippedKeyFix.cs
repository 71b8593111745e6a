using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Checkpoint;
using TorchSharp.Generators.Analyzers.Rules.Checkpoint;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Checkpoint;

/// <summary>
/// TSG2001: makes a gone key an alias of the member that took its place, or takes its line out of StateKeys.txt. What somebody
/// has to choose, and what cannot be made good again, no "fix all" does.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ShippedKeyFix() : TorchCodeFix("TSG2001")
{
    /// <summary>The key of the repair where one member alone can have taken the place.</summary>
    public const string AliasKey = "TSG2001.AddAlias";

    /// <summary>The key of the repair that removes the line.</summary>
    public const string RemoveKey = "TSG2001.RemoveLine";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(KeyFileAnalyzer.LineProperty, out string? line)
            || line is null
            || KeyLine.Read(line)?.Entry is not { } shipped)
        {
            yield break;
        }

        bool isOnly = diagnostic.Properties.ContainsKey(ShippedKeyAnalyzer.OnlyCandidateProperty);
        foreach (Location place in diagnostic.AdditionalLocations)
        {
            if (AliasOf(place, shipped.Key, isOnly, model.Compilation, cancellationToken) is { } alias)
            {
                yield return alias;
            }
        }

        yield return new KeyFileRepair($"Remove '{line}' from StateKeys.txt", RemoveKey, line, Comes: false) { ForAll = false };
    }

    /// <summary>Null where the attribute cannot be changed for this member alone.</summary>
    private static EditRepair? AliasOf(
        Location place, string alias, bool isOnly, Compilation compilation, CancellationToken cancellationToken)
    {
        SyntaxTree tree = place.SourceTree!;
        SemanticModel model = compilation.GetSemanticModel(tree);
        if (DeclaredMember.At(place, tree.GetRoot(cancellationToken), model, cancellationToken) is not { IsAlone: true } member
            || TorchSymbols.TryCreate(compilation) is not { } torch
            || ModuleDeclaration.StateOf(member.Symbol, torch) is not { } state)
        {
            return null;
        }

        AttributeSyntax? attribute = state.Attribute is { } declared ? AttributeEdits.SyntaxOn(member.Syntax, declared.Data) : null;
        AttributeSyntax? changed = attribute is null ? null : AttributeEdits.WithAlias(attribute, alias);
        if (state.Attribute is not null && changed is null)
        {
            return null;
        }

        return new EditRepair(
            $"Accept '{alias}' as an alias of '{state.Key}'",
            isOnly ? AliasKey : $"{AliasKey}.{state.Key}",
            editor =>
            {
                if (changed is not null)
                {
                    editor.ReplaceNode(
                        member.Syntax, (current, _) => AttributeEdits.Replace((MemberDeclarationSyntax)current, attribute!, changed));
                }
                else
                {
                    AttributeEdits.Add(editor, member.Syntax, state.Kind, AttributeEdits.Aliases(alias), compilation);
                }
            },
            tree)
        {
            ForAll = isOnly,
        };
    }
}
