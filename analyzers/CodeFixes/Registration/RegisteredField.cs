using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>A field and the call that registers it as a non-persistent buffer.</summary>
internal sealed record RegisteredField(ISymbol Symbol, string? Name, InvocationExpressionSyntax Call)
{
    public ExpressionStatementSyntax? Statement => Call.Parent as ExpressionStatementSyntax;

    public BlockSyntax? Block => Statement?.Parent as BlockSyntax;

    /// <summary>The field as it is written, null where it shares the declaration with others or stands elsewhere.</summary>
    public FieldDeclarationSyntax? Declaration =>
        Symbol.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax().FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables.Count: 1 } written
        && written.SyntaxTree == Call.SyntaxTree
            ? written
            : null;

    public bool CanBeDeclared => Block is not null && Declaration is not null && Name is not null;

    /// <summary>The name stays the key, so that the buffer is found as before.</summary>
    public string AttributeText => Name == Symbol.Name ? "[Buffer(Persistent = false)]" : $"[Buffer(\"{Name}\", Persistent = false)]";

    public static IEnumerable<RegisteredField> In(ClassDeclarationSyntax declaration, SemanticModel model, TorchSymbols torch, CancellationToken cancellationToken) =>
        declaration.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Select(call => model.GetOperation(call, cancellationToken))
            .OfType<IInvocationOperation>()
            .Where(call => RegisterCall.IsNonPersistent(call, torch))
            .Select(static call => RegisterCall.MemberOf(call) is { } member
                ? new RegisteredField(member, RegistryApi.NameOf(call), (InvocationExpressionSyntax)call.Syntax)
                : null)
            .OfType<RegisteredField>();
}
