using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Suppressors;

/// <summary>
/// What other rules say about a registered member of a generated class and generated code makes untrue: it is read, written
/// and disposed there.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegisteredMemberSuppressor : DiagnosticSuppressor
{
    private const string Written = "Generated code writes this member when the module moves or loads";
    private const string Read = "Generated code reads this member for state_dict and for every move";
    private const string Disposed = "The generated module disposes its registered state";

    private static readonly ImmutableArray<SuppressionDescriptor> s_suppressions = ImmutableArray.Create(
        new SuppressionDescriptor("TSGS001", "CS8618", "Declared state may be null: its entry is absent until the member is assigned"),
        new SuppressionDescriptor("TSGS002", "CS0649", Written),
        new SuppressionDescriptor("TSGS003", "CS0169", Read),
        new SuppressionDescriptor("TSGS004", "IDE0044", Written),
        new SuppressionDescriptor("TSGS005", "IDE0051", Read),
        new SuppressionDescriptor("TSGS006", "IDE0052", Read),
        new SuppressionDescriptor("TSGS007", "CA2213", Disposed));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => s_suppressions;

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (TorchSymbols.TryCreate(context.Compilation) is not { } torch)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            SuppressionDescriptor? suppression =
                s_suppressions.FirstOrDefault(candidate => candidate.SuppressedDiagnosticId == diagnostic.Id);
            if (suppression is not null && MemberOf(diagnostic, context) is { } member && IsRegistered(member, torch))
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    private static bool IsRegistered(ISymbol member, TorchSymbols torch) =>
        member.ContainingType is { } type
        && torch.IsModule(type)
        && ModuleClassifier.IsGenerated(type, torch)
        && ModuleDeclaration.StateOf(member, torch) is not null;

    /// <summary>
    /// CS8618 stands on the constructor where there is one, and has the place of the member beside it.
    /// </summary>
    private static ISymbol? MemberOf(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        Location location = diagnostic.AdditionalLocations is [var place, ..] ? place : diagnostic.Location;
        if (location.SourceTree is not { } tree)
        {
            return null;
        }

        SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan);
        SyntaxNode? declaration =
            node.FirstAncestorOrSelf<SyntaxNode>(static ancestor => ancestor is VariableDeclaratorSyntax or PropertyDeclarationSyntax);
        return declaration is null ? null : context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken);
    }
}
