using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1008: gives each module its own tensor, which moves with it. By reflection a property would get a compiler-made key (TSG1010).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeInstanceMemberFix() : TorchCodeFix("TSG1008")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG1008.MakeInstance";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(
            diagnostic.Location, root, model, cancellationToken) is { IsAlone: true, Symbol: { ContainingType: { } type } member } declared
            && member.DeclaredAccessibility == Accessibility.Private
            && (member is IFieldSymbol || ModuleClassifier.IsDeclared(type))
            && declared.Uses(root, model, cancellationToken).All(use => IsOnInstance(use, model, cancellationToken)))
        {
            string? attribute =
                ModuleClassifier.IsDeclared(type) ? AttributeName.At(declared.Syntax.SpanStart, "Buffer", model) : null;
            yield return new EditRepair(
                $"Make '{member.Name}' an instance member",
                Key,
                editor => editor.ReplaceNode(declared.Syntax, (current, _) => MakeInstance((MemberDeclarationSyntax)current, attribute)));
        }
    }

    private static MemberDeclarationSyntax MakeInstance(MemberDeclarationSyntax member, string? attribute)
    {
        MemberDeclarationSyntax instance = ModifierEdits.Remove(member, SyntaxKind.StaticKeyword);
        return attribute is null ? instance : StateAttributeEdits.Add(StateAttributeEdits.MakeAssignable(instance), attribute);
    }

    /// <summary>By its simple name, in code that has a <c>this</c>. An initialiser has none.</summary>
    private static bool IsOnInstance(IdentifierNameSyntax use, SemanticModel model, CancellationToken cancellationToken) =>
        use.Parent is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access || access.Expression == use
            ? model.GetEnclosingSymbol(use.SpanStart, cancellationToken) is IMethodSymbol { IsStatic: false }
                && !use.Ancestors()
                    .Any(static node =>
                        node is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } })
            : false;
}
