using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1002: lets the class register itself. It is seldom declared in the file that makes the object.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterModuleFix() : TorchCodeFix("TSG1002", "TSG1019")
{
    /// <summary>The key of the repair that generates the class.</summary>
    public const string GenerateKey = "TSG1002.Generate";

    /// <summary>The key of the repair that adds the call.</summary>
    public const string CallKey = "TSG1002.AddCall";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (TypeAt(
            root.FindNode(diagnostic.Location.SourceSpan),
            model,
            cancellationToken) is not { DeclaringSyntaxReferences: [var reference] } type
            || reference.GetSyntax(cancellationToken) is not ClassDeclarationSyntax declaration)
        {
            yield break;
        }

        if (GenerateRepair.For(
            $"Generate the registration of '{type.Name}': [Module]",
            GenerateKey,
            GenerationRequest.Repair(type),
            model,
            cancellationToken) is { } generate)
        {
            yield return generate;
        }

        ConstructorDeclarationSyntax[] constructors = Constructors(declaration);
        if (constructors.Length > 0)
        {
            yield return new EditRepair(
                $"Call RegisterComponents() at the end of the constructor of '{type.Name}'",
                CallKey,
                editor =>
                {
                    foreach (ConstructorDeclarationSyntax constructor in constructors)
                    {
                        editor.ReplaceNode(constructor.Body!, (current, _) => AddCall((BlockSyntax)current, constructor));
                    }
                },
                declaration.SyntaxTree);
        }
    }

    /// <summary>The class that the diagnostic is about: the one that it stands on, or that of the object on which a call is made.</summary>
    private static INamedTypeSymbol? TypeAt(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is ClassDeclarationSyntax declared ? model.GetDeclaredSymbol(declared, cancellationToken)
        : node.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression is MemberAccessExpressionSyntax called
            ? model.GetTypeInfo(called.Expression, cancellationToken).Type?.OriginalDefinition as INamedTypeSymbol
            : null;

    /// <summary>Those in which the work is done: one that calls another leaves it to that. Empty if any of them has no block.</summary>
    private static ConstructorDeclarationSyntax[] Constructors(ClassDeclarationSyntax type)
    {
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>()
            .Where(static constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
                && !constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
            .ToArray();
        return constructors.All(static constructor => constructor.Body is { } body
            && !body.DescendantNodes().OfType<ReturnStatementSyntax>().Any()) ? constructors : [];
    }

    /// <summary>Once, for however many objects it is asked.</summary>
    private static BlockSyntax AddCall(BlockSyntax body, ConstructorDeclarationSyntax constructor)
    {
        if (body.Statements.Any(ConstructorEdits.IsRegistration))
        {
            return body;
        }

        SyntaxTrivia end = StateAttributeEdits.EndOfLine(constructor.SyntaxTree.GetRoot());
        SyntaxTriviaList brace = body.CloseBraceToken.LeadingTrivia;
        SyntaxTriviaList indentation = body.Statements.LastOrDefault() is { } last && body.Statements.Count > 0
            ? Indentation.Of(last.GetLeadingTrivia())
            : brace.Add(SyntaxFactory.Whitespace("    "));
        StatementSyntax call = SyntaxFactory.ParseStatement("RegisterComponents();").WithLeadingTrivia(indentation).WithTrailingTrivia(end);
        return body.AddStatements(call);
    }
}
