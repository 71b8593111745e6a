using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// Everything that keeps a declared class from being generated. The generator writes nothing for a class with a problem;
/// the analyzers report each problem: one list, so that neither can be silent alone.
/// </summary>
internal static class DeclarationValidator
{
    public static IEnumerable<DeclarationProblem> Validate(INamedTypeSymbol type, TorchSymbols torch)
    {
        if (type.TypeKind != TypeKind.Class || !torch.IsModule(type))
        {
            return OutsideModule(type);
        }

        BaseKind baseKind = ModuleClassifier.BaseKindOf(type, torch);

        return NotPartial(type)
            .Concat(MemberValidator.Validate(type, torch))
            .Concat(KeyValidator.Validate(type, torch))
            .Concat(Collisions(type, baseKind));
    }

    private static IEnumerable<DeclarationProblem> OutsideModule(INamedTypeSymbol type)
    {
        IEnumerable<ISymbol> members = MemberClassifier.Candidates(type).Where(StateAttribute.IsAny);
        if (ModuleClassifier.HasModuleAttribute(type))
        {
            yield return new DeclarationProblem(DeclarationRule.StateOutsideModule, type, "Module", type.Name);
        }

        foreach (ISymbol member in members)
        {
            yield return new DeclarationProblem(
                DeclarationRule.StateOutsideModule, member, StateAttribute.Of(member)[0].DisplayName, type.Name);
        }
    }

    private static IEnumerable<DeclarationProblem> NotPartial(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!IsPartial(current))
            {
                yield return new DeclarationProblem(DeclarationRule.ModuleMustBePartial,
                    current,
                    current.Name,
                    type.Name,
                    current.IsFileLocal ? "a file-local type cannot have a part in a generated file, so remove 'file'" : "add 'partial'");
            }
        }
    }

    /// <summary>A file-local type counts as not partial: its parts cannot be in two files.</summary>
    private static bool IsPartial(INamedTypeSymbol type) =>
        !type.IsFileLocal
        && type.DeclaringSyntaxReferences.All(static reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<DeclarationProblem> Collisions(INamedTypeSymbol type, BaseKind baseKind) =>
        type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && !GeneratedFile.Declares(member) && GeneratedNames.Collides(member, baseKind))
            .Select(static member => new DeclarationProblem(DeclarationRule.CollidesWithOverride, member, member.Name));
}
