using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Writes the classes of one file as generated ones. What no conversion names stays as it is, to the letter.</summary>
internal sealed class ConversionRewriter : CSharpSyntaxRewriter
{
    private readonly Dictionary<SyntaxNode, MemberConversion> _members = [];
    private readonly Dictionary<SyntaxNode, StatementConversion> _statements = [];
    private readonly Dictionary<ExpressionSyntax, string> _reads = [];
    private readonly HashSet<AssignmentExpressionSyntax> _detached = [];
    private readonly Dictionary<TypeDeclarationSyntax, ImmutableArray<AddedField>> _fields = [];
    private readonly HashSet<TypeDeclarationSyntax> _declared = [];
    private readonly HashSet<TypeDeclarationSyntax> _partial = [];
    private readonly int[] _places;

    private ConversionRewriter(IEnumerable<ClassConversion> conversions)
    {
        foreach (ClassConversion conversion in conversions)
        {
            _fields.Add(conversion.Parts[0], conversion.Fields);
            if (conversion.Declares)
            {
                _declared.Add(conversion.Parts[0]);
                _partial.UnionWith(conversion.Parts.SelectMany(static part => part.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()));
            }

            Add(_members, conversion.Members);
            Add(_statements, conversion.Statements);
            Add(_reads, conversion.Reads);
            _detached.UnionWith(conversion.Detached);
        }

        _places = _members.Keys
            .Concat(_statements.Keys)
            .Concat(_reads.Keys)
            .Concat(_detached)
            .Concat(_fields.Keys)
            .Concat(_partial)
            .Select(static node => node.SpanStart)
            .ToArray();
    }

    /// <param name="root">A file.</param>
    /// <param name="conversions">The classes; those that have no part in the file change nothing in it.</param>
    /// <param name="needsUsing">Whether the attributes cannot be named in the file as it is.</param>
    public static CompilationUnitSyntax Rewrite(CompilationUnitSyntax root, IEnumerable<ClassConversion> conversions, bool needsUsing)
    {
        var changed = (CompilationUnitSyntax)new ConversionRewriter(conversions).Visit(root)!;
        return needsUsing ? AddedUsing.In(changed) : changed;
    }

    /// <summary>Most of a file has nothing that changes in it.</summary>
    public override SyntaxNode? Visit(SyntaxNode? node) =>
        node is ExpressionSyntax read && _reads.TryGetValue(read, out string? member)
            ? SyntaxFactory.ParseExpression(member).WithTriviaFrom(read)
        : node is null || !_places.Any(place => node.FullSpan.Contains(place)) ? node
        : base.Visit(node);

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Convert(node, base.VisitClassDeclaration(node)!);

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => Convert(node, base.VisitStructDeclaration(node)!);

    public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) =>
        Convert(node, base.VisitInterfaceDeclaration(node)!);

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => Convert(node, base.VisitRecordDeclaration(node)!);

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        bool[] removed = WhichGo(node.Statements);
        return WithoutFinally(node, removed.Contains(true) ? StatementRemoval.Remove(visited, removed) : visited);
    }

    private BlockSyntax WithoutFinally(BlockSyntax node, BlockSyntax visited) =>
        node.Statements.Any(static statement => statement is TryStatementSyntax { Finally: not null })
            ? visited.WithStatements(SyntaxFactory.List(node.Statements
                .Where(statement => !Goes(statement))
                .Zip(visited.Statements, (before, after) => EmptiedFinally.Without(before, after, _statements))
                .SelectMany(static statements => statements)))
            : visited;

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var visited = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
        bool[] removed = WhichGo(node.Statements);
        return removed.Contains(true) ? StatementRemoval.Remove(visited, removed) : visited;
    }

    private bool[] WhichGo(SyntaxList<StatementSyntax> statements) =>
        statements.Select(Goes).ToArray();

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        Empty(node, (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Empty(node, (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!);

    /// <summary>A constructor or a method whose one expression goes keeps an empty body.</summary>
    private BaseMethodDeclarationSyntax Empty(BaseMethodDeclarationSyntax node, BaseMethodDeclarationSyntax visited) =>
        node.ExpressionBody is { } body && Goes(body)
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(
                (BlockSyntax)SyntaxFactory.ParseStatement("{ }").WithTrailingTrivia(node.SemicolonToken.TrailingTrivia))
            : visited;

    private bool Goes(SyntaxNode node) => EmptiedStatement.Goes(node, _statements);

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        var visited = (ArrowExpressionClauseSyntax)base.VisitArrowExpressionClause(node)!;
        return visited.WithExpression(Without(node, visited.Expression));
    }

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        var visited = (ExpressionStatementSyntax)base.VisitExpressionStatement(node)!;
        return visited.WithExpression(Without(node, visited.Expression));
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        SyntaxNode? visited = base.VisitAssignmentExpression(node);
        return _detached.Contains(node) ? DetachEdit.Of((AssignmentExpressionSyntax)visited!) : visited;
    }

    /// <summary>What stays of a call that registered.</summary>
    private ExpressionSyntax Without(SyntaxNode statement, ExpressionSyntax expression) =>
        !_statements.TryGetValue(statement, out StatementConversion? change) || expression is not InvocationExpressionSyntax call
            ? expression
            : change switch
            {
                StatementConversion.Evaluate(var value) => ValueOf(call, value).WithTriviaFrom(call),
                StatementConversion.Assign(var value, var target) => SyntaxFactory.AssignmentExpression(
                    SyntaxKind.SimpleAssignmentExpression,
                    SyntaxFactory.ParseExpression(target).WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                    ValueOf(call, value)).WithTriviaFrom(call),
                _ => expression,
            };

    private static ExpressionSyntax ValueOf(InvocationExpressionSyntax call, int argument) =>
        call.ArgumentList.Arguments[argument].Expression.WithoutTrivia();

    private static void Add<TKey, TValue>(Dictionary<TKey, TValue> all, IReadOnlyDictionary<TKey, TValue> some)
        where TKey : notnull
    {
        foreach (KeyValuePair<TKey, TValue> entry in some)
        {
            all.Add(entry.Key, entry.Value);
        }
    }

    private TypeDeclarationSyntax Convert(TypeDeclarationSyntax original, SyntaxNode visited)
    {
        var type = (TypeDeclarationSyntax)visited;
        if (original.Members.Any(IsConverted))
        {
            type = type.WithMembers(SyntaxFactory.List(original.Members.Zip(type.Members, Convert).SelectMany(static members => members)));
        }

        if (original.Members.FirstOrDefault() is { } first && Goes(first) && type.Members.FirstOrDefault() is { } next)
        {
            type = type.ReplaceNode(next, next.WithLeadingTrivia(StatementRemoval.WithoutBlankLines(next.GetLeadingTrivia())));
        }

        if (_fields.TryGetValue(original, out ImmutableArray<AddedField> fields))
        {
            type = AddedFields.Insert(type, fields, StateAttributeEdits.EndOfLine(original));
        }

        if (_declared.Contains(original))
        {
            type = StateAttributeEdits.AddModule(type);
        }

        return _partial.Contains(original) ? (TypeDeclarationSyntax)ModifierEdits.AddPartial(type) : type;
    }

    private bool IsConverted(MemberDeclarationSyntax member) =>
        member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Any(_members.ContainsKey),
            _ => _members.ContainsKey(member) || Goes(member),
        };

    private IEnumerable<MemberDeclarationSyntax> Convert(MemberDeclarationSyntax original, MemberDeclarationSyntax current)
    {
        if (!IsConverted(original))
        {
            return [current];
        }

        if (Goes(original))
        {
            return [];
        }

        if (original is not FieldDeclarationSyntax { Declaration.Variables: var variables } || current is not FieldDeclarationSyntax field)
        {
            return [Write(_members[original], current)];
        }

        MemberConversion?[] members =
            variables.Select(variable => _members.TryGetValue(variable, out MemberConversion? member) ? member : null).ToArray();
        return members.All(member => members[0]?.IsWrittenLike(member) ?? member is null)
            ? [Write(members[0]!, field)]
            : FieldSplit.Of(field).Zip(members, static (part, member) => member is null ? part : Write(member, part));
    }

    private static MemberDeclarationSyntax Write(MemberConversion member, MemberDeclarationSyntax declaration)
    {
        MemberDeclarationSyntax changed = member.Assignable ? StateAttributeEdits.MakeAssignable(declaration) : declaration;
        changed = member.Type is null ? changed : DeclaredType.Replace(changed, member.Type);
        return member.Attribute is null ? changed : StateAttributeEdits.Add(changed, member.Attribute);
    }
}
