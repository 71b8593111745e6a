using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes;

/// <summary>Writes classes as generated ones into the files of a project, each file in one pass.</summary>
internal static class Generation
{
    /// <summary>Whether each class and each member that is asked for can be had.</summary>
    public static bool IsPossible(GenerationRequest request, Compilation compilation, CancellationToken cancellationToken) =>
        TorchSymbols.TryCreate(compilation) is { } torch
        && ConversionGroup.Of(request, RegistrationOracle.Of(compilation, torch), cancellationToken) is var plan
        && request.Types.All(type => plan.Any(conversion => SymbolEqualityComparer.Default.Equals(conversion.Type, type)));

    public static async Task<Solution> ApplyAsync(
        Project project, GenerationRequest request, Solution solution, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || TorchSymbols.TryCreate(compilation) is not { } torch)
        {
            return solution;
        }

        var oracle = RegistrationOracle.Of(compilation, torch);
        ImmutableArray<ClassConversion> plan =
            CompilerMadeKeys.Keep(ConversionGroup.Of(request, oracle, cancellationToken), oracle, cancellationToken);
        foreach (SyntaxTree tree in DryRun.TreesOf(plan))
        {
            if (project.GetDocument(tree) is { } document)
            {
                SyntaxTree changed = DryRun.Rewrite(tree, plan, oracle.Bodies, cancellationToken);
                solution = solution.WithDocumentSyntaxRoot(
                    document.Id, await changed.GetRootAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        return solution;
    }
}
