using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>The fields for buffers that a class registered without one.</summary>
internal static class AddedFieldWriter
{
    /// <summary>Null where no name is free.</summary>
    public static AddedField? For(HandCall call, string nonPersistent, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        SemanticModel model = oracle.Bodies.ModelOf(call.Statement.SyntaxTree);
        string? name =
            new[] { call.Key, "_" + call.Key }.FirstOrDefault(candidate => IsFree(candidate, type, model, call.Statement.SpanStart));
        if (name is null)
        {
            return null;
        }

        string attribute = StateAttributeText.Of("Buffer", name == call.Key ? null : call.Key, call.Persistent ? null : nonPersistent, []);
        string tensor = DeclaredType.NameAt(oracle.Torch.Tensor, model, call.Statement.SpanStart);
        bool isSet = call.Statement.Parent is ConstructorDeclarationSyntax or BlockSyntax { Parent: ConstructorDeclarationSyntax }
            || !model.GetNullableContext(call.Statement.SpanStart).AnnotationsEnabled();
        return new AddedField(name, $"[{attribute}] private {tensor} {name}{(isSet ? "" : " = null!")};");
    }

    /// <summary>What reads the field where a local may have its name.</summary>
    public static string Read(string name, SyntaxNode place)
    {
        SyntaxNode? around = place.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        bool hidden = around?.DescendantNodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Identifier.ValueText: var declared } => declared == name,
            ParameterSyntax { Identifier.ValueText: var declared } => declared == name,
            SingleVariableDesignationSyntax { Identifier.ValueText: var declared } => declared == name,
            ForEachStatementSyntax { Identifier.ValueText: var declared } => declared == name,
            LocalFunctionStatementSyntax { Identifier.ValueText: var declared } => declared == name,
            _ => false,
        }) == true;
        return hidden ? "this." + name : name;
    }

    private static bool IsFree(string name, INamedTypeSymbol type, SemanticModel model, int position) =>
        SyntaxFacts.IsValidIdentifier(name)
        && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
        && type.Name != name
        && model.LookupSymbols(position, type, name).IsEmpty
        && model.LookupNamespacesAndTypes(position, name: name).IsEmpty
        && type.GetMembers(name).IsEmpty;
}
