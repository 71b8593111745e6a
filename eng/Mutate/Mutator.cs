using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Mutate;

/// <summary>Writes a file with all its bugs in it, each behind its switch.</summary>
/// <param name="file">Its name, for the mutants.</param>
/// <param name="first">The number of the first mutant.</param>
/// <param name="rejected">Numbers that did not compile; they keep their place in the count.</param>
internal sealed class Mutator(string file, int first, IReadOnlySet<int> rejected) : CSharpSyntaxRewriter
{
    /// <summary>The switch, as it is written into the code.</summary>
    public const string Switch = "global::Mutants.Is";

    private readonly List<Mutant> _mutants = [];
    private int _next = first;

    /// <summary>Those that are switched by the file that was written last.</summary>
    public IReadOnlyList<Mutant> Mutants => _mutants;

    /// <summary>The number after the last one.</summary>
    public int Next => _next;

    public string Write(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return Visit(root)!.ToFullString();
    }

    public override SyntaxNode? Visit(SyntaxNode? node) => node switch
    {
        AttributeListSyntax or ParameterListSyntax or EnumMemberDeclarationSyntax or PatternSyntax or SwitchLabelSyntax => node,
        BaseFieldDeclarationSyntax { Modifiers: var modifiers } when modifiers.Any(SyntaxKind.ConstKeyword) => node,
        LocalDeclarationStatementSyntax { IsConst: true } => node,
        GotoStatementSyntax => node,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => node,
        _ => base.Visit(node),
    };

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node) => node.Kind() switch
    {
        SyntaxKind.StringLiteralExpression => Switched(node, node, "\"~\""),
        SyntaxKind.TrueLiteralExpression => Switched(node, node, "false"),
        SyntaxKind.FalseLiteralExpression => Switched(node, node, "true"),
        _ => node,
    };

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        string? other = node.Kind() switch
        {
            SyntaxKind.LogicalAndExpression => "||",
            SyntaxKind.LogicalOrExpression => "&&",
            SyntaxKind.EqualsExpression => "!=",
            SyntaxKind.NotEqualsExpression => "==",
            SyntaxKind.LessThanExpression => "<=",
            SyntaxKind.LessThanOrEqualExpression => "<",
            SyntaxKind.GreaterThanExpression => ">=",
            SyntaxKind.GreaterThanOrEqualExpression => ">",
            _ => null,
        };
        return other is null || Declares(node) ? visited : Switched(node, visited, $"{node.Left} {other} {node.Right}");
    }

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        var visited = (ExpressionSyntax)base.VisitPrefixUnaryExpression(node)!;
        return node.IsKind(SyntaxKind.LogicalNotExpression) && !Declares(node) ? Switched(node, visited, $"{node.Operand}") : visited;
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var visited = (ExpressionSyntax)base.VisitIsPatternExpression(node)!;
        return Declares(node) ? visited : Switched(node, visited, $"!({node})");
    }

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        var visited = (ExpressionStatementSyntax)base.VisitExpressionStatement(node)!;
        if (node.Expression is not InvocationExpressionSyntax || Declares(node) || Take(node, "(left out)") is not { } number)
        {
            return visited;
        }

        SyntaxTriviaList leading = visited.GetLeadingTrivia();
        StatementSyntax statement = SyntaxFactory.ParseStatement($"if (!{Switch}({number})) {{ {visited.WithoutTrivia()} }}");
        return statement.WithLeadingTrivia(leading).WithTrailingTrivia(visited.GetTrailingTrivia());
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        SeparatedSyntaxList<ArgumentSyntax> arguments = node.ArgumentList.Arguments;
        bool isMessage = node.Expression.ToString() == "Diagnostic.Create" && arguments.Count >= 4;
        if (!isMessage || Declares(node) || Take(node.ArgumentList, "last two arguments swapped") is not { } number)
        {
            return visited;
        }

        SeparatedSyntaxList<ArgumentSyntax> written = visited.ArgumentList.Arguments;
        ArgumentSyntax Either(int index, int other) => written[index].WithExpression(
            Parse(
                $"({Switch}({number}) ? (object?)({arguments[other].Expression}) : ({written[index].Expression}))",
                written[index].Expression));
        int last = arguments.Count - 1;
        SeparatedSyntaxList<ArgumentSyntax> swapped = written.Replace(written[last], Either(last, last - 1));
        swapped = swapped.Replace(swapped[last - 1], Either(last - 1, last));
        return visited.WithArgumentList(visited.ArgumentList.WithArguments(swapped));
    }

    /// <summary>A name that one branch declares would be unassigned after the other.</summary>
    private static bool Declares(SyntaxNode node) =>
        node.DescendantNodes().Any(static inner => inner is VariableDesignationSyntax and not DiscardDesignationSyntax);

    private ExpressionSyntax Switched(ExpressionSyntax node, ExpressionSyntax visited, string after) =>
        Take(node, after) is { } number
            ? Parse($"({Switch}({number}) ? {after} : {visited.WithoutTrivia()})", visited)
            : visited;

    private static ExpressionSyntax Parse(string text, SyntaxNode trivia) =>
        SyntaxFactory.ParseExpression(text).WithLeadingTrivia(trivia.GetLeadingTrivia()).WithTrailingTrivia(trivia.GetTrailingTrivia());

    private int? Take(SyntaxNode node, string after)
    {
        int number = _next++;
        if (rejected.Contains(number))
        {
            return null;
        }

        _mutants.Add(new Mutant(number, file, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, node.ToString(), after));
        return number;
    }
}
