using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.CodeFixes.Syntax;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// Turns a hand-written module into a generated one, with the same state: what TorchSharp's reflection registered, or should
/// have, gets its attribute.
/// </summary>
internal sealed class GeneratedClassEdit
{
    private readonly TypeDeclarationSyntax _declaration;
    private readonly IReadOnlyDictionary<string, MemberEdit> _members;
    private readonly bool _needsUsing;
    private readonly bool _declare;

    private GeneratedClassEdit(TypeDeclarationSyntax declaration, IReadOnlyDictionary<string, MemberEdit> members, bool needsUsing, bool declare)
    {
        _declaration = declaration;
        _members = members;
        _needsUsing = needsUsing;
        _declare = declare;
    }

    /// <summary>Null unless the class as changed is one that the generator accepts.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attributes">Attributes for the members that the diagnostic is about, by their names.</param>
    /// <param name="root">The file of the class.</param>
    /// <param name="model">Its meaning.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static GeneratedClassEdit? TryCreate(
        INamedTypeSymbol type, IReadOnlyDictionary<string, string> attributes, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (TorchSymbols.TryCreate(model.Compilation) is not { } torch
            || model.Compilation.GetTypeByMetadataName(WellKnownNames.ModuleAttribute) is null
            || DeclarationIn(type, root, cancellationToken) is not { } declaration)
        {
            return null;
        }

        var oracle = RegistrationOracle.Of(model.Compilation, torch);
        bool generated = ModuleClassifier.IsGenerated(type, torch);
        if (!generated && RegisterCalls.Of(type, oracle).Any)
        {
            // Calls by hand and generated registration would meet under the same names.
            return null;
        }

        Dictionary<string, MemberEdit>? members = Members(type, attributes, generated, oracle, cancellationToken);
        bool needsUsing = !model.LookupNamespacesAndTypes(declaration.SpanStart, name: "ModuleAttribute").OfType<INamedTypeSymbol>().Any(StateAttribute.IsOurs);
        return members is not null && new GeneratedClassEdit(declaration, members, needsUsing, !generated) is var edit && edit.IsAccepted(root, model.Compilation, cancellationToken)
            ? edit
            : null;
    }

    public void Apply(SyntaxEditor editor)
    {
        editor.ReplaceNode(_declaration, (current, _) => Change((TypeDeclarationSyntax)current));
        if (_declare)
        {
            foreach (TypeDeclarationSyntax outer in _declaration.Ancestors().OfType<TypeDeclarationSyntax>())
            {
                editor.ReplaceNode(outer, static (current, _) => ModifierEdits.AddPartial(current));
            }
        }

        if (_needsUsing)
        {
            editor.ReplaceNode(editor.OriginalRoot, static (current, _) => StateAttributeEdits.AddUsing((CompilationUnitSyntax)current));
        }
    }

    private SyntaxNode Change(TypeDeclarationSyntax type)
    {
        foreach ((string name, MemberEdit edit) in _members.Select(static entry => (entry.Key, entry.Value)))
        {
            if (type.Members.FirstOrDefault(member => Declares(member, name)) is { } member)
            {
                type = type.ReplaceNode(member, edit.Apply(member));
            }
        }

        return _declare ? ModifierEdits.AddPartial(StateAttributeEdits.AddModule(type)) : type;
    }

    /// <summary>Compiles the change in thought and asks the generator's own validator.</summary>
    private bool IsAccepted(SyntaxNode root, Compilation compilation, CancellationToken cancellationToken)
    {
        SyntaxNode changed = root.ReplaceNodes(
            _declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>(),
            (original, current) => original == _declaration ? Change(current) : _declare ? ModifierEdits.AddPartial(current) : current);
        changed = _needsUsing ? StateAttributeEdits.AddUsing((CompilationUnitSyntax)changed) : changed;
        SyntaxTree tree = root.SyntaxTree.WithRootAndOptions(changed, root.SyntaxTree.Options);
        Compilation after = compilation.ReplaceSyntaxTree(root.SyntaxTree, tree);
        SemanticModel model = after.GetSemanticModel(tree);
        return TorchSymbols.TryCreate(after) is { } torch
            && tree.GetRoot(cancellationToken).DescendantNodes().OfType<TypeDeclarationSyntax>()
                .Where(candidate => candidate.Identifier.ValueText == _declaration.Identifier.ValueText)
                .Select(candidate => model.GetDeclaredSymbol(candidate, cancellationToken))
                .OfType<INamedTypeSymbol>()
                .Where(ModuleClassifier.IsDeclared)
                .All(candidate => !ModuleDeclaration.Of(candidate, torch).Problems.Any());
    }

    private static Dictionary<string, MemberEdit>? Members(
        INamedTypeSymbol type, IReadOnlyDictionary<string, string> attributes, bool generated, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        var members = attributes.ToDictionary(static entry => entry.Key, static entry => new MemberEdit(entry.Value, !entry.Value.StartsWith("Submodule", StringComparison.Ordinal)));
        foreach (ISymbol member in generated ? [] : StateMembers.Of(type, oracle.Torch).Where(member => !members.ContainsKey(member.Name)))
        {
            if (oracle.Torch.IsParameter(MemberClassifier.TypeOf(member)!))
            {
                members.Add(member.Name, new MemberEdit(null, true));
            }
            else if (oracle.Torch.IsTensor(MemberClassifier.TypeOf(member)!))
            {
                var made = oracle.Members.WritesOf(member, cancellationToken).Where(static write => write.AtConstruction).ToList();
                if (made.Any(write => ValueOrigin.Of(write.Value, oracle.Torch).Type is { } held && oracle.Torch.IsParameter(held)))
                {
                    return null;
                }

                if (made.Any(static write => write.Value is null || !Operations.IsNull(write.Value)) && !oracle.Members.IsTransient(member, cancellationToken))
                {
                    members.Add(member.Name, new MemberEdit("Buffer", true));
                }
            }
        }

        return members.All(entry => IsAlone(type, entry.Key, cancellationToken)) ? members : null;
    }

    /// <summary>An attribute before <c>Tensor a, b;</c> would be one of both.</summary>
    private static bool IsAlone(INamedTypeSymbol type, string member, CancellationToken cancellationToken) =>
        type.GetMembers(member).SelectMany(static symbol => symbol.DeclaringSyntaxReferences)
            .All(reference => reference.GetSyntax(cancellationToken).FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration.Variables.Count: > 1 });

    /// <summary>The one hand-written part of the class.</summary>
    private static ClassDeclarationSyntax? DeclarationIn(INamedTypeSymbol type, SyntaxNode root, CancellationToken cancellationToken)
    {
        var parts = type.DeclaringSyntaxReferences
            .Where(static reference => !reference.SyntaxTree.FilePath.EndsWith(GeneratedFile.Suffix, StringComparison.Ordinal))
            .ToList();
        return parts.Count == 1 && parts[0].SyntaxTree == root.SyntaxTree && parts[0].GetSyntax(cancellationToken) is ClassDeclarationSyntax declaration
            && !declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(static outer => outer.Modifiers.Any(SyntaxKind.FileKeyword))
                ? declaration
                : null;
    }

    private static bool Declares(MemberDeclarationSyntax member, string name) =>
        member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => variable.Identifier.ValueText == name),
            PropertyDeclarationSyntax property => property.Identifier.ValueText == name,
            _ => false,
        };

    private sealed record MemberEdit(string? Attribute, bool Assignable)
    {
        public MemberDeclarationSyntax Apply(MemberDeclarationSyntax member)
        {
            // What is left out on purpose may be readonly; what is registered is assigned by generated code.
            MemberDeclarationSyntax changed = Assignable && Attribute != "NotRegistered" ? StateAttributeEdits.MakeAssignable(member) : member;
            return Attribute is null ? changed : StateAttributeEdits.Add(changed, Attribute);
        }
    }
}
