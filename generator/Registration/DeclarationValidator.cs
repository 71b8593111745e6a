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
    /// <summary>Whether the generator writes code for a declared class.</summary>
    public static bool Accepts(INamedTypeSymbol type, TorchSymbols torch) => IsModuleClass(type, torch) && !Validate(type, torch).Any();

    public static IEnumerable<DeclarationProblem> Validate(INamedTypeSymbol type, TorchSymbols torch)
    {
        if (!IsModuleClass(type, torch))
        {
            return HasUnknownBase(type) ? [] : OutsideModule(type);
        }

        BaseKind baseKind = ModuleClassifier.BaseKindOf(type, torch);

        return NotPartial(type)
            .Concat(MemberValidator.Validate(type, torch))
            .Concat(KeyValidator.Validate(type, torch))
            .Concat(Collisions(type, baseKind))
            .Concat(SealedInBase(type, baseKind));
    }

    private static bool IsModuleClass(INamedTypeSymbol type, TorchSymbols torch) =>
        type.TypeKind == TypeKind.Class && torch.IsModule(type);

    /// <summary>While the name of a base class is being typed, nobody knows whether it is a module.</summary>
    private static bool HasUnknownBase(INamedTypeSymbol type) =>
        ModuleClassifier.Ancestors(type).Any(static ancestor => ancestor.TypeKind == TypeKind.Error);

    private static IEnumerable<DeclarationProblem> OutsideModule(INamedTypeSymbol type)
    {
        if (ModuleClassifier.ModuleAttributeOf(type) is { } attribute)
        {
            yield return new DeclarationProblem(DeclarationRule.StateOutsideModule, type, "Module", type.Name)
            {
                Location = (attribute.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent as BaseTypeDeclarationSyntax)?.Identifier.GetLocation(),
            };
        }

        foreach (ISymbol member in type.GetMembers().Where(static member => member is IFieldSymbol or IPropertySymbol))
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

    private static IEnumerable<DeclarationProblem> Collisions(INamedTypeSymbol type, BaseKind baseKind) =>
        type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && !GeneratedFile.Declares(member) && GeneratedNames.Collides(member, baseKind))
            .Select(static member => new DeclarationProblem(DeclarationRule.CollidesWithOverride, member, member.Name));

    private static IEnumerable<DeclarationProblem> SealedInBase(INamedTypeSymbol type, BaseKind baseKind) =>
        baseKind == BaseKind.HandWritten
            ? ModuleClassifier.Ancestors(type)
                .SelectMany(static ancestor => ancestor.GetMembers())
                .Where(static member => member.IsSealed && GeneratedNames.Collides(member, BaseKind.HandWritten))
                .Select(member => new DeclarationProblem(DeclarationRule.CollidesWithOverride, type, $"sealed {member.ContainingType.Name}.{member.Name}"))
            : [];
}
