using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1007: declares the buffer with an attribute, which makes the class a generated one. Its other tensors, which
/// TorchSharp registered by reflection until now, are declared with it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeclareNonPersistentBufferFix() : TorchCodeFix(Descriptors.TSG1007_NonPersistentBufferNeverMoves.Id)
{
    internal const string Key = "DeclareNonPersistentBuffer";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
            && model.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type
            && model.GetOperation(node, cancellationToken) is IInvocationOperation call
            && RegistryApi.IsBufferCall(call))
        {
            ISymbol? member = RegisterCalls.MemberOf(RegistryApi.ValueOf(call));
            GenerationRequest request = member is null
                ? GenerationRequest.Repair(type)
                : GenerationRequest.Repair(member, Wish.NonPersistentBuffer);
            string name = member?.Name ?? RegistryApi.NameOf(call) ?? "?";
            if (GenerateRepair.For(
                $"Declare '{name}' as [Buffer(Persistent = false)]", Key, request, model, cancellationToken) is { } repair)
            {
                yield return repair;
            }
        }
    }
}
