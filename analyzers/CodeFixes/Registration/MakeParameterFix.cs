using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Simplification;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1015: makes the field a Parameter and wraps its value in one. A field of that type needs no attribute.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeParameterFix() : TorchCodeFix(Descriptors.TSG1015_TrainableTensorIsNotAParameter.Id)
{
    internal const string Key = "MakeParameter";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        (ISymbol? field, ExpressionSyntax? value) = place switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } initial } declarator =>
                (model.GetDeclaredSymbol(declarator, cancellationToken), initial),
            AssignmentExpressionSyntax assignment => (model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol, assignment.Right),
            _ => (null, null),
        };

        if (field is IFieldSymbol { DeclaringSyntaxReferences: [var reference] }
            && value is not null
            && reference.SyntaxTree == root.SyntaxTree
            && reference.GetSyntax(cancellationToken).Parent is VariableDeclarationSyntax { Variables.Count: 1 } declaration
            && IsOnlyValue(field, value, root, model, cancellationToken)
            && TorchSymbols.TryCreate(model.Compilation) is { } torch)
        {
            yield return new EditRepair(
                $"Make '{field.Name}' a Parameter",
                Key,
                editor =>
                {
                    string outer = DeclaredType.NameAt(torch.Module.ContainingType.ContainingType, model, value.SpanStart);
                    string type = DeclaredType.Rooted("TorchSharp.Modules.Parameter", model, declaration.SpanStart);
                    editor.ReplaceNode(value, (current, _) => Wrap((ExpressionSyntax)current, outer));
                    editor.ReplaceNode(declaration.Type, (current, _) => ParameterType((TypeSyntax)current, type));
                });
        }
    }

    /// <summary>A field that is assigned anything else could not take it any more.</summary>
    private static bool IsOnlyValue(
        ISymbol field, ExpressionSyntax value, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
        field.DeclaredAccessibility == Accessibility.Private
        && root.DescendantNodes()
            .OfType<AssignmentExpressionSyntax>()
            .All(assignment => assignment.Right == value
                || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol, field));

    private static InvocationExpressionSyntax Wrap(ExpressionSyntax value, string torch) =>
        SyntaxFactory.InvocationExpression(
                SyntaxFactory.ParseExpression($"{torch}.nn.Parameter"),
                SyntaxFactory.ArgumentList([SyntaxFactory.Argument(value.WithoutTrivia())]))
            .WithTriviaFrom(value);

    private static TypeSyntax ParameterType(TypeSyntax tensor, string type)
    {
        TypeSyntax parameter = SyntaxFactory.ParseTypeName(type);
        TypeSyntax same = tensor is NullableTypeSyntax ? SyntaxFactory.NullableType(parameter) : parameter;
        return same.WithTriviaFrom(tensor).WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
