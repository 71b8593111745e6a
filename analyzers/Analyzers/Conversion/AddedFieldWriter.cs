using System.Collections.Generic;
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
    /// <param name="calls">The calls that register the buffer, each of them on another path.</param>
    /// <param name="nonPersistent">The options of a buffer that is not saved.</param>
    /// <param name="type">The class.</param>
    /// <param name="oracle">What is known of it.</param>
    public static AddedField? For(
        IReadOnlyList<HandCall> calls, string nonPersistent, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        HandCall call = calls[0];
        SemanticModel model = oracle.Bodies.ModelOf(call.Statement.SyntaxTree);
        string? name = new[] { call.Key, "_" + call.Key }.FirstOrDefault(candidate => calls.All(
            at => IsFree(candidate, type, oracle.Bodies.ModelOf(at.Statement.SyntaxTree), at.Statement.SpanStart)));
        if (name is null)
        {
            return null;
        }

        string attribute = StateAttributeText.Of("Buffer", name == call.Key ? null : call.Key, call.Persistent ? null : nonPersistent, []);
        string tensor = DeclaredType.NameAt(oracle.Torch.Tensor, model, call.Statement.SpanStart);
        bool isSet = IsSetByAll(type, calls) || !model.GetNullableContext(call.Statement.SpanStart).AnnotationsEnabled();
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

    /// <summary>Whether no constructor that ends without a call leaves the compiler to ask for a value (CS8618).</summary>
    private static bool IsSetByAll(INamedTypeSymbol type, IReadOnlyList<HandCall> calls) =>
        type.InstanceConstructors
            .Select(static constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax())
            .OfType<ConstructorDeclarationSyntax>()
            .Where(static constructor => !constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
            .All(constructor => calls.Any(call => call.Statement.Parent == constructor || call.Statement.Parent == constructor.Body));

    private static bool IsFree(string name, INamedTypeSymbol type, SemanticModel model, int position) =>
        SyntaxFacts.IsValidIdentifier(name)
        && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
        && type.Name != name
        && model.LookupSymbols(position, type, name).IsEmpty
        && model.LookupNamespacesAndTypes(position, name: name).IsEmpty
        && type.GetMembers(name).IsEmpty;
}
