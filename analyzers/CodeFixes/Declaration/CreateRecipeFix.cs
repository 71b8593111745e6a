using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Declaration;

/// <summary>TSG0009: declares the method that a buffer names as its recipe.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CreateRecipeFix() : TorchCodeFix("TSG0009")
{
    /// <summary>The key of the repair.</summary>
    public const string Key = "TSG0009.CreateMethod";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { } member
            || member.Syntax.Parent is not ClassDeclarationSyntax { OpenBraceToken.RawKind: not 0 } type
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch
            || ModuleDeclaration.StateOf(member.Symbol, torch) is not { IsCollection: false, Recipe: { } recipe }
            || !SyntaxFacts.IsValidIdentifier(recipe)
            || IsTaken(recipe, member.Symbol.ContainingType))
        {
            yield break;
        }

        yield return new EditRepair($"Create the method '{recipe}'", Key, editor => editor.ReplaceNode(
            type,
            (current, generator) => HasMethod((ClassDeclarationSyntax)current, recipe)
                ? current
                : generator.AddMembers(current, Method(generator, recipe, torch, model.Compilation))));
    }

    /// <summary>A method of that name which cannot be called is the user's to repair; another member would collide.</summary>
    private static bool IsTaken(string name, INamedTypeSymbol type) =>
        type.GetMembers(name).Length > 0
        || type.Name == name
        || ModuleClassifier.Ancestors(type).Any(ancestor => ancestor.GetMembers(name).Length > 0);

    private static bool HasMethod(ClassDeclarationSyntax type, string name) =>
        type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == name);

    private static SyntaxNode Method(SyntaxGenerator generator, string name, TorchSymbols torch, Compilation compilation)
    {
        SyntaxNode exception = compilation.GetTypesByMetadataName("System.NotImplementedException").FirstOrDefault() is { } type
            ? generator.TypeExpression(type)
            : generator.DottedName("System.NotImplementedException");

        return generator.MethodDeclaration(
                name,
                returnType: generator.TypeExpression(torch.Tensor).WithAdditionalAnnotations(Simplifier.Annotation),
                accessibility: Accessibility.Private,
                statements: [
                    generator.ThrowStatement(generator.ObjectCreationExpression(exception.WithAdditionalAnnotations(Simplifier.Annotation)))
                ]);
    }
}
