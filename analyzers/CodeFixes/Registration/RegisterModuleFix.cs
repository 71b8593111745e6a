using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1002: lets the class register itself. It is seldom declared in the file that makes the object.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterModuleFix : CodeFixProvider
{
    /// <summary>The key of the repair that generates the class.</summary>
    public const string GenerateKey = "TSG1002.Generate";

    /// <summary>The key of the repair that adds the call.</summary>
    public const string CallKey = "TSG1002.AddCall";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TSG1002"];

    /// <summary>Two objects of one class ask for the same change, which the batch fixer makes once.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FindClassAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not var (type, document, declaration)
                || await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
                || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            {
                continue;
            }

            if (GeneratedClassEdit.TryCreate(type, ImmutableDictionary<string, string>.Empty, root, model, context.CancellationToken) is { } edit)
            {
                Offer(context, diagnostic, document, root, new Repair($"Generate the registration of '{type.Name}': [Module]", GenerateKey, edit.Apply));
            }

            ConstructorDeclarationSyntax[] constructors = Constructors(declaration);
            if (constructors.Length > 0)
            {
                Offer(context, diagnostic, document, root, new Repair($"Call RegisterComponents() at the end of the constructor of '{type.Name}'", CallKey, editor =>
                {
                    foreach (ConstructorDeclarationSyntax constructor in constructors)
                    {
                        editor.ReplaceNode(constructor.Body!, AddCall(constructor));
                    }
                }));
            }
        }
    }

    private static void Offer(CodeFixContext context, Diagnostic diagnostic, Document document, SyntaxNode root, Repair repair) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                repair.Title,
                _ =>
                {
                    var editor = new SyntaxEditor(root, document.Project.Solution.Services);
                    repair.Apply(editor);
                    return Task.FromResult(document.WithSyntaxRoot(editor.GetChangedRoot()).Project.Solution);
                },
                repair.Key),
            diagnostic);

    private static async Task<(INamedTypeSymbol Type, Document Document, ClassDeclarationSyntax Declaration)?> FindClassAsync(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax { Expression: var receiver } }
            && model.GetTypeInfo(receiver, cancellationToken).Type is INamedTypeSymbol { OriginalDefinition.DeclaringSyntaxReferences: [var reference] } type
            && document.Project.Solution.GetDocument(reference.SyntaxTree) is { } declaring
            && await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is ClassDeclarationSyntax declaration)
        {
            return (type.OriginalDefinition, declaring, declaration);
        }

        return null;
    }

    /// <summary>Those in which the work is done: one that calls another leaves it to that. Empty if any of them has no block.</summary>
    private static ConstructorDeclarationSyntax[] Constructors(ClassDeclarationSyntax type)
    {
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>()
            .Where(static constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
                && !constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
            .ToArray();
        return constructors.All(static constructor => constructor.Body is { } body && !body.DescendantNodes().OfType<ReturnStatementSyntax>().Any()) ? constructors : [];
    }

    private static BlockSyntax AddCall(ConstructorDeclarationSyntax constructor)
    {
        BlockSyntax body = constructor.Body!;
        SyntaxTrivia end = StateAttributeEdits.EndOfLine(constructor.SyntaxTree.GetRoot());
        SyntaxTriviaList brace = body.CloseBraceToken.LeadingTrivia;
        SyntaxTriviaList indentation = body.Statements.LastOrDefault() is { } last && body.Statements.Count > 0
            ? SyntaxFactory.TriviaList(last.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            : brace.Add(SyntaxFactory.Whitespace("    "));
        StatementSyntax call = SyntaxFactory.ParseStatement("RegisterComponents();").WithLeadingTrivia(indentation).WithTrailingTrivia(end);
        return body.AddStatements(call);
    }
}
