using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// Turns a hand-written module class into a generated one: attributes on its tensors, <c>partial</c> on it and the types
/// around it. Tensors that TorchSharp registered by reflection until now become buffers, so that the state stays the same.
/// </summary>
internal sealed class ClassGeneration(ClassDeclarationSyntax declaration, INamedTypeSymbol type, TorchSymbols torch)
{
    private readonly Dictionary<FieldDeclarationSyntax, string> _attributes = [];

    /// <summary>Asks for an attribute other than <c>[Buffer]</c>.</summary>
    public void Declare(FieldDeclarationSyntax field, string attribute) => _attributes[field] = attribute;

    public void Apply(SyntaxEditor editor)
    {
        foreach (FieldDeclarationSyntax field in Tensors().Union(_attributes.Keys))
        {
            string attribute = _attributes.TryGetValue(field, out string? asked) ? asked : "[Buffer]";
            editor.ReplaceNode(field, (current, _) => WithAttribute((FieldDeclarationSyntax)current, attribute));
        }

        foreach (TypeDeclarationSyntax part in declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        {
            editor.ReplaceNode(part, static (current, _) => ModifierEdits.AddPartial(current));
        }
    }

    private IEnumerable<FieldDeclarationSyntax> Tensors() =>
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field is { IsStatic: false, IsImplicitlyDeclared: false } && torch.IsTensor(field.Type) && !StateAttribute.IsAny(field))
            .Select(static field => field.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<FieldDeclarationSyntax>())
            .OfType<FieldDeclarationSyntax>()
            .Distinct();

    private static FieldDeclarationSyntax WithAttribute(FieldDeclarationSyntax field, string attribute)
    {
        if (field.AttributeLists.Any(list => list.ToString() == attribute))
        {
            return field;
        }

        AttributeListSyntax list = ((FieldDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(attribute + " int f;")!).AttributeLists[0];
        return ModifierEdits.Remove(field, SyntaxKind.ReadOnlyKeyword)
            .WithLeadingTrivia()
            .AddAttributeLists(list.WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(field.GetLeadingTrivia());
    }
}
