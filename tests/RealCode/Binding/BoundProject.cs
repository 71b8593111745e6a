using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.Tests.RealCode.Sources;

namespace TorchSharp.Generators.Tests.RealCode.Binding;

/// <summary>A project with its compilation, and what the compiler could not make of it.</summary>
public sealed class BoundProject
{
    private readonly ILookup<SyntaxTree, TextSpan> _broken;

    public BoundProject(SourceProject project, Compilation source)
    {
        Project = project;
        Source = source;
        HashSet<SyntaxTree> trees = [.. project.Files.Select(static file => file.Tree)];
        Errors =
        [
            .. Generator.Run(source).GetDiagnostics()
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Where(error => error.Location.SourceTree is { } tree && trees.Contains(tree)),
        ];
        _broken = Errors.ToLookup(static error => error.Location.SourceTree!, static error => error.Location.SourceSpan);
        (SyntaxTree Tree, TextSpan Span)[] bodies = [.. trees.SelectMany(static tree => Bodies(tree).Select(span => (tree, span)))];
        Methods = bodies.Length;
        MethodsWithoutErrors = bodies.Count(body => !IsBroken(body.Tree, body.Span));
        Classes = trees.Sum(static tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Count());
    }

    public SourceProject Project { get; }

    /// <summary>The project as the compiler gets it, before any generator.</summary>
    public Compilation Source { get; }

    public ImmutableArray<Diagnostic> Errors { get; }

    public int Classes { get; }

    /// <summary>Bodies of methods, constructors, operators and accessors.</summary>
    public int Methods { get; }

    public int MethodsWithoutErrors { get; }

    /// <summary>Whether a rule that speaks here has read code that the compiler did not understand.</summary>
    public bool IsInBrokenBody(Location location) =>
        location.SourceTree is { } tree && Bodies(tree).Any(body => body.Contains(location.SourceSpan) && IsBroken(tree, body));

    private static IEnumerable<TextSpan> Bodies(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes()
            .Select(static node => node switch
            {
                BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
                AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
                PropertyDeclarationSyntax property => property.ExpressionBody,
                _ => null,
            })
            .OfType<SyntaxNode>()
            .Select(static body => body.Span);

    private bool IsBroken(SyntaxTree tree, TextSpan body) => _broken[tree].Any(body.IntersectsWith);
}
