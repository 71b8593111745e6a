using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1004, TSG1006, TSG1016: generates the class, whose members are then looked at whenever they are needed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class GenerateModuleFix() : TorchCodeFix("TSG1004", "TSG1006", "TSG1016")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG.GenerateModule";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
        {
            yield break;
        }

        // The member of TSG1004 was registered, so it is state although the module writes it while it runs.
        ISymbol? member = diagnostic.Id == "TSG1004" ? ReassignedTensor(diagnostic, root, model, cancellationToken) : null;
        if (member is not null && !SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
        {
            yield break;
        }

        GenerationRequest request = member is null ? GenerationRequest.Repair(type) : GenerationRequest.Repair(member, Wish.Buffer);
        if (GenerateRepair.For(
            $"Generate the registration of '{type.Name}': [Module]", Key, request, model, cancellationToken) is { } repair)
        {
            yield return repair;
        }
    }

    private static ISymbol? ReassignedTensor(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
            .DescendantNodesAndSelf()
            .OfType<AssignmentExpressionSyntax>()
            .SelectMany(static assignment => assignment.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Select(name => model.GetSymbolInfo(name, cancellationToken).Symbol)
            .FirstOrDefault(static symbol => symbol is IFieldSymbol { Type.Name: "Tensor" } or IPropertySymbol { Type.Name: "Tensor" });
}
