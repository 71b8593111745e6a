using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Declaration;

/// <summary>
/// Says what keeps a declared class from being generated: it reports every problem that the generator's own
/// <see cref="ModuleDeclaration"/> finds, and nothing else.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer() : TorchAnalyzer(
    GeneratedCodeAnalysisFlags.None,
    Descriptors.TSG0001_ModuleClassMustBePartial,
    Descriptors.TSG0002_StateAttributeOutsideModule,
    Descriptors.TSG0003_MemberTypeDoesNotFit,
    Descriptors.TSG0004_StateMemberMustHoldItsValue,
    Descriptors.TSG0005_ContradictoryStateAttributes,
    Descriptors.TSG0006_InvalidStateKey,
    Descriptors.TSG0007_DuplicateStateKey,
    Descriptors.TSG0008_MemberCollidesWithGeneratedOne,
    Descriptors.TSG0009_BufferRecipeNotCallable,
    Descriptors.TSG0010_PartialPropertyNeedsCSharp13,
    Descriptors.TSG0011_StateGenerationNeedsCSharp9)
{
    private protected override void Register(CompilationStartAnalysisContext context, TorchSymbols torch) =>
        context.RegisterSymbolAction(symbol => Analyze(symbol, torch), SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context, TorchSymbols torch)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        IEnumerable<DeclarationProblem> own =
            ProblemsOf(type, torch).Where(static problem => problem.Rule != DeclarationRule.ModuleMustBePartial);

        foreach (DeclarationProblem problem in NotPartial(type, torch).Concat(own))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DescriptorOf(problem.Rule), problem.Location ?? problem.Symbol.Locations[0], problem.Arguments.ToArray<object>()));
        }
    }

    /// <summary>
    /// Whether it is its own code or that of a class within it that has no part to go to, it is said once, and in the analysis
    /// of this type: an editor offers fixes only for what is reported about the symbol under analysis.
    /// </summary>
    private static IEnumerable<DeclarationProblem> NotPartial(INamedTypeSymbol type, TorchSymbols torch) =>
        Nested(type)
            .Prepend(type)
            .SelectMany(declared => ProblemsOf(declared, torch))
            .Where(problem => problem.Rule == DeclarationRule.ModuleMustBePartial
                && SymbolEqualityComparer.Default.Equals(problem.Symbol, type))
            .Take(1);

    private static ImmutableArray<DeclarationProblem> ProblemsOf(INamedTypeSymbol type, TorchSymbols torch) =>
        DeclaredModules.IsMeant(type) ? ModuleDeclaration.Of(type, torch).Problems : [];

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(static nested => Nested(nested).Prepend(nested));

    private static DiagnosticDescriptor DescriptorOf(DeclarationRule rule) =>
        rule switch
        {
            DeclarationRule.ModuleMustBePartial => Descriptors.TSG0001_ModuleClassMustBePartial,
            DeclarationRule.StateOutsideModule => Descriptors.TSG0002_StateAttributeOutsideModule,
            DeclarationRule.TypeDoesNotFit => Descriptors.TSG0003_MemberTypeDoesNotFit,
            DeclarationRule.MustHoldItsValue => Descriptors.TSG0004_StateMemberMustHoldItsValue,
            DeclarationRule.ContradictoryAttributes => Descriptors.TSG0005_ContradictoryStateAttributes,
            DeclarationRule.InvalidKey => Descriptors.TSG0006_InvalidStateKey,
            DeclarationRule.DuplicateKey => Descriptors.TSG0007_DuplicateStateKey,
            DeclarationRule.CollidesWithOverride => Descriptors.TSG0008_MemberCollidesWithGeneratedOne,
            DeclarationRule.RecipeNotCallable => Descriptors.TSG0009_BufferRecipeNotCallable,
            DeclarationRule.PartialPropertyNeedsCSharp13 => Descriptors.TSG0010_PartialPropertyNeedsCSharp13,
            DeclarationRule.NeedsCSharp9 => Descriptors.TSG0011_StateGenerationNeedsCSharp9,
            _ => throw new System.ArgumentOutOfRangeException(nameof(rule), rule, "Every declaration rule has a descriptor."),
        };
}
