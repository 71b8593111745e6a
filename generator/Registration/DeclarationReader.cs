using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>Reads the declaration of a class: the one pass behind <see cref="ModuleDeclaration"/>.</summary>
internal static class DeclarationReader
{
    public static ModuleDeclaration Read(INamedTypeSymbol type, TorchSymbols torch)
    {
        var problems = ImmutableArray.CreateBuilder<DeclarationProblem>();
        if (type.TypeKind != TypeKind.Class || !torch.IsModule(type))
        {
            problems.AddRange(HasUnknownBase(type) ? [] : OutsideModule(type));
            return new ModuleDeclaration(type, BaseKind.Torch, [], problems.ToImmutable(), IsGenerated: false);
        }

        BaseKind baseKind = ModuleClassifier.BaseKindOf(type, torch);
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            bool generated = ModuleClassifier.IsCompiledAsGenerated(type, torch);
            return new ModuleDeclaration(type, baseKind, Members(type, torch, problems), [], generated);
        }

        if (LanguageIsTooOld(type))
        {
            problems.Add(new DeclarationProblem(DeclarationRule.NeedsCSharp9, type, type.Name));
            return new ModuleDeclaration(type, baseKind, Members(type, torch, problems), [problems[0]], IsGenerated: false);
        }

        problems.AddRange(NotPartial(type));
        ImmutableArray<StateMember> members = Members(type, torch, problems);
        problems.AddRange(GeneratedNames.Collisions(type, baseKind, torch));
        return new ModuleDeclaration(
            type,
            baseKind,
            members,
            problems.ToImmutable(),
            problems.Count == 0 && ModuleClassifier.IsDeclared(type) && ModuleClassifier.IsNamed(type));
    }

    private static ImmutableArray<StateMember> Members(INamedTypeSymbol type, TorchSymbols torch, ICollection<DeclarationProblem> problems)
    {
        var members = ImmutableArray.CreateBuilder<StateMember>();
        var reader = new MemberReader(torch, problems);
        var keys = new KeyReader(StateKeys.OfBases(type, torch), problems);
        foreach (ISymbol member in MemberClassifier.Candidates(type))
        {
            if (reader.Read(member) is { } state)
            {
                keys.Read(state);
                members.Add(state);
            }
        }

        return members.ToImmutable();
    }

    /// <summary>While the name of a base class is being typed, nobody knows whether it is a module.</summary>
    private static bool HasUnknownBase(INamedTypeSymbol type) =>
        ModuleClassifier.Ancestors(type).Any(static ancestor => ancestor.TypeKind == TypeKind.Error);

    /// <summary>Generated code has static lambdas in it, and nullable annotations.</summary>
    private static bool LanguageIsTooOld(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences[0].SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp9 };

    private static IEnumerable<DeclarationProblem> OutsideModule(INamedTypeSymbol type)
    {
        if (ModuleClassifier.ModuleAttributeOf(type) is { } attribute)
        {
            yield return new DeclarationProblem(DeclarationRule.StateOutsideModule, type, "Module", type.Name)
            {
                Location = (attribute.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent as BaseTypeDeclarationSyntax)
                    ?.Identifier.GetLocation(),
            };
        }

        foreach (ISymbol member in type.GetMembers()
            .Where(static member => member is IFieldSymbol or IPropertySymbol { PartialDefinitionPart: null }))
        {
            if (StateAttribute.Of(member) is [var state, ..])
            {
                yield return new DeclarationProblem(DeclarationRule.StateOutsideModule, member, state.DisplayName, type.Name);
            }
        }
    }

    private static IEnumerable<DeclarationProblem> NotPartial(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || Unpartial(current) is not null)
            {
                yield return new DeclarationProblem(DeclarationRule.ModuleMustBePartial,
                    current,
                    current.Name,
                    type.Name,
                    current.IsFileLocal ? "a file-local type cannot have a part in a generated file, so remove 'file'" : "add 'partial'")
                {
                    Location = Unpartial(current)?.Identifier.GetLocation(),
                };
            }
        }
    }

    /// <summary>
    /// The first part without <c>partial</c>. The class of top-level statements has a part that is no type declaration.
    /// </summary>
    private static TypeDeclarationSyntax? Unpartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Select(static reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(static declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
