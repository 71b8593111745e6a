using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// Where a class that compiles can have errors once it is converted. A body that stands as it stood means what it meant, and is
/// not bound a second time for it: that costs more than all the rest of a dry run.
/// </summary>
internal static class ChangedMeaning
{
    /// <summary>Nobody wants a class that does not compile any more.</summary>
    /// <param name="conversion">What became of the class.</param>
    /// <param name="converted">The class in the new compilation.</param>
    /// <param name="conversions">What became of all classes.</param>
    /// <param name="bodies">The new compilation.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static bool HasErrors(
        ClassConversion conversion,
        INamedTypeSymbol converted,
        ImmutableArray<ClassConversion> conversions,
        MethodBodies bodies,
        CancellationToken cancellationToken)
    {
        bool isAnywhere = conversions.Any(ChangesTypes);
        return conversion.Parts.Zip(
            HandWrittenParts.Of(converted), (before, reference) => (before, after: reference.GetSyntax(cancellationToken)))
            .SelectMany(part =>
                isAnywhere || BroughtNames.MayBeIn(part.before.SyntaxTree, part.after.SyntaxTree, bodies.Compilation, cancellationToken)
                ? bodies.ModelOf(part.after.SyntaxTree).GetDiagnostics(part.after.Span, cancellationToken)
                : DiagnosticsOf(conversion, part.before, (TypeDeclarationSyntax)part.after, bodies, cancellationToken))
            .Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>A member that has another type, or was not there, can give another meaning to any body that names it.</summary>
    private static bool ChangesTypes(ClassConversion conversion) =>
        !conversion.Fields.IsEmpty || conversion.Members.Values.Any(static member => member.Type is not null);

    private static IEnumerable<Diagnostic> DiagnosticsOf(
        ClassConversion conversion,
        TypeDeclarationSyntax before,
        TypeDeclarationSyntax after,
        MethodBodies bodies,
        CancellationToken cancellationToken)
    {
        SemanticModel model = bodies.ModelOf(after.SyntaxTree);
        return model.GetSyntaxDiagnostics(after.Span, cancellationToken)
            .Concat(model.GetDeclarationDiagnostics(after.Span, cancellationToken))
            .Concat(RewritesBodies(conversion)
                ? after.Members.Where(member => !before.Members.Any(member.IsIncrementallyIdenticalTo))
                    .SelectMany(member => model.GetMethodBodyDiagnostics(member.Span, cancellationToken))
                : []);
    }

    /// <summary>A call that goes, with the key and the member that it names, takes nothing with it that others need.</summary>
    private static bool RewritesBodies(ClassConversion conversion) =>
        conversion.Reads.Count + conversion.Detached.Count > 0
        || conversion.Statements.Values.Any(static change => change is not StatementConversion.Remove);
}
