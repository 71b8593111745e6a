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

/// <summary>TSG1010: generates the class, whose keys are the properties' names, or keeps a captured parameter in a field.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameCompilerMadeKeyFix() : TorchCodeFix("TSG1010")
{
    /// <summary>The key of the repair for a property.</summary>
    public const string GenerateKey = "TSG1010.Generate";

    /// <summary>The key of the repair for a captured parameter.</summary>
    public const string FieldKey = "TSG1010.Field";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
        if (TorchSymbols.TryCreate(model.Compilation) is not { } torch)
        {
            yield break;
        }

        if (node is ParameterSyntax { Parent: ParameterListSyntax { Parent: ClassDeclarationSyntax declaration } } parameter
            && model.GetDeclaredSymbol(parameter, cancellationToken) is { } captured
            && model.GetDeclaredSymbol(declaration, cancellationToken) is { } owner
            && owner.GetMembers(captured.Name).IsEmpty)
        {
            bool generated = ModuleClassifier.IsDeclared(owner);
            string attribute = generated && torch.IsTensor(captured.Type)
                ? $"[{AttributeName.At(declaration.OpenBraceToken.Span.End, "Buffer", model)}] "
                : "";
            string modifiers = generated && torch.IsTensorLike(captured.Type) ? "private" : "private readonly";
            string text = $"{attribute}{modifiers} {parameter.Type} {parameter.Identifier.Text} = {parameter.Identifier.Text};";
            if (declaration.OpenBraceToken.IsKind(SyntaxKind.OpenBraceToken)
                && SyntaxFactory.ParseMemberDeclaration(text) is FieldDeclarationSyntax field)
            {
                yield return new EditRepair(
                    $"Keep '{captured.Name}' in a field",
                    FieldKey,
                    editor =>
                        editor.ReplaceNode(declaration, (current, _) => AddField((ClassDeclarationSyntax)current, captured.Name, field)));
            }
        }
        else if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is { Symbol: IPropertySymbol property }
            && StateTypes.KindOf(property.Type, torch) is { } kind
            && GenerateRepair.For(
                $"Generate the registration of '{property.ContainingType.Name}', with the key '{property.Name}'",
                GenerateKey,
                GenerationRequest.Repair(property, Wishes.For(kind)),
                model,
                cancellationToken) is { } repair)
        {
            yield return repair;
        }
    }

    /// <summary>The first member, behind the fields of the parameters before it.</summary>
    private static ClassDeclarationSyntax AddField(ClassDeclarationSyntax type, string parameter, FieldDeclarationSyntax field)
    {
        SyntaxTrivia end = StateAttributeEdits.EndOfLine(type.SyntaxTree.GetRoot());
        SyntaxTriviaList indentation = Indentation.Of(type.Members.FirstOrDefault()?.GetLeadingTrivia() ?? default);
        string[] before =
            [.. type.ParameterList!.Parameters.Select(static other => other.Identifier.ValueText).TakeWhile(other => other != parameter)];
        int place = type.Members.TakeWhile(member => IsFieldOfParameter(member, before)).Count();
        return type.WithMembers(type.Members.Insert(place, field.WithLeadingTrivia(indentation).WithTrailingTrivia(end)));
    }

    private static bool IsFieldOfParameter(MemberDeclarationSyntax member, string[] parameters) =>
        member is FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: IdentifierNameSyntax value } variable] }
        && value.Identifier.ValueText == variable.Identifier.ValueText
        && parameters.Contains(value.Identifier.ValueText);
}
