using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1017: uses the components when there are some. The use moves behind the registration; where it cannot, because others
/// need what it gives, or where there is none, the registration comes first.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveBehindRegistrationFix() : TorchCodeFix("TSG1017")
{
    /// <summary>The key of both repairs: "fix all" gives each use the one that it can have.</summary>
    public const string Key = "TSG1017.MoveBehind";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode use = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (TypeAround(use, model, cancellationToken) is not { } type || TorchSymbols.TryCreate(model.Compilation) is not { } torch)
        {
            yield break;
        }

        var oracle = RegistrationOracle.Of(model.Compilation, torch);
        if (ConstructorEdits.StatementOf(use) is var (block, statement)
            && ConstructorEdits.LastRegistration(block) is { } registration
            && statement.SpanStart < registration.SpanStart
            && statement is not LocalDeclarationStatementSyntax
            && !AssignsMember(statement, model, cancellationToken))
        {
            yield return new EditRepair(
                ConstructorEdits.IsRegistration(registration) ? "Move behind RegisterComponents()" : "Move behind the registration",
                Key,
                editor => editor.ReplaceNode(block, static (current, _) => ConstructorEdits.MoveBehindRegistration((BlockSyntax)current)));
        }
        else if (use.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { Body: { } body }
            && body.Statements.FirstOrDefault(candidate => candidate.Span.Contains(use.Span)) is { } found
            && CanRegisterFirst(use, found, type, oracle))
        {
            yield return new EditRepair(
                "Call RegisterComponents() first",
                Key,
                editor => editor.ReplaceNode(body, static (current, _) => ConstructorEdits.RegisterFirst((BlockSyntax)current)));
        }
        else if (use.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { ExpressionBody: { } expression } constructor
            && CanRegisterFirst(use, expression, type, oracle))
        {
            yield return new EditRepair(
                "Call RegisterComponents() first",
                Key,
                editor => editor.ReplaceNode(constructor, constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(
                    (BlockSyntax)SyntaxFactory.ParseStatement($"{{ RegisterComponents(); {expression.Expression}; }}").WithTrailingTrivia(
                        constructor.GetTrailingTrivia()))));
        }
        else if (ConstructorEdits.StatementOf(use) is var (all, alone)
            && ConstructorEdits.LastRegistration(all) is null
            && alone is not LocalDeclarationStatementSyntax
            && !AssignsMember(alone, model, cancellationToken)
            && MayRegister(type, oracle))
        {
            yield return new EditRepair(
                "Move behind a call of RegisterComponents()",
                Key,
                editor => editor.ReplaceNode(all, static (current, _) => ConstructorEdits.MoveBehindRegistration((BlockSyntax)current)));
        }
    }

    private static INamedTypeSymbol? TypeAround(SyntaxNode use, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetEnclosingSymbol(use.SpanStart, cancellationToken)?.ContainingType;

    /// <summary>What is assigned behind the registration is no part of the module.</summary>
    private static bool AssignsMember(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken) =>
        statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IFieldSymbol or IPropertySymbol);

    /// <summary>Whether every member has its value by then.</summary>
    private static bool CanRegisterFirst(SyntaxNode use, SyntaxNode statement, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        ConstructionFacts facts = oracle.FactsOf(type);
        return facts.Exit is { } exit
            && facts.Of(ConstructionEventKind.UseOfComponents).FirstOrDefault(item => item.Site == use) is { Before: var before }
            && MayRegister(type, oracle)
            && ReflectedMembers.OfChain(type, oracle.Torch).All(member => before[member].AssignedAt == exit[member].AssignedAt
                && before[member].Assigned == exit[member].Assigned
                && exit[member].AssignedAt?.FirstAncestorOrSelf<SyntaxNode>(node => node == statement) is null);
    }

    /// <summary>
    /// Nothing is registered by hand, which would throw afterwards. A derived class, whose members would come too late, is left
    /// to its author.
    /// </summary>
    private static bool MayRegister(INamedTypeSymbol type, RegistrationOracle oracle) =>
        !oracle.FactsOf(type).Of(ConstructionEventKind.RegisterCall).Any()
        && (oracle.FactsOf(type).Of(ConstructionEventKind.RegisterComponents).Any()
            || oracle.Derived.Of(type, default).IsEmpty);
}
