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
        // The member of TSG1004 was registered, so it is state although it is written while the module runs, by whatever type.
        ISymbol? member = diagnostic.Id == "TSG1004" ? Reassigned(diagnostic, root, model, cancellationToken) : null;
        if ((member?.ContainingType.OriginalDefinition ?? ClassAround(diagnostic, root, model, cancellationToken)) is not { } type)
        {
            yield break;
        }

        GenerationRequest request =
            member is not null && IsTensor(member) ? GenerationRequest.Repair(member, Wish.Buffer) : GenerationRequest.Repair(type);
        if (GenerateRepair.For(
            $"Generate the registration of '{type.Name}': [Module]", Key, request, model, cancellationToken) is { } repair)
        {
            yield return repair;
        }
    }

    private static INamedTypeSymbol? ClassAround(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
            ? model.GetDeclaredSymbol(declaration, cancellationToken) as INamedTypeSymbol
            : null;

    /// <summary>The member that the assignment of TSG1004 writes; of a tuple, the first tensor.</summary>
    private static ISymbol? Reassigned(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
            .DescendantNodesAndSelf()
            .OfType<AssignmentExpressionSyntax>()
            .SelectMany(static assignment => assignment.Left is TupleExpressionSyntax tuple
                ? tuple.Arguments.Select(static argument => argument.Expression)
                : [assignment.Left])
            .Select(target => model.GetSymbolInfo(target, cancellationToken).Symbol)
            .Where(static symbol => symbol is IFieldSymbol or IPropertySymbol)
            .OrderByDescending(static symbol => IsTensor(symbol!))
            .FirstOrDefault();

    private static bool IsTensor(ISymbol member) =>
        member is IFieldSymbol { Type.Name: "Tensor" } or IPropertySymbol { Type.Name: "Tensor" };
}
