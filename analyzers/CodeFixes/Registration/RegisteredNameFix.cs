using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.Rules.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>
/// TSG1009: tells TorchSharp the name that the field goes by, or declares it under that name, which keeps the key that older
/// checkpoints have; or registers under the field's own name.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisteredNameFix() : TorchCodeFix(Descriptors.TSG1009_RegisteredNameDiffersFromMember.Id)
{
    internal const string ComponentNameKey = "TSG1009.ComponentName";
    internal const string GenerateKey = "TSG1009.Generate";
    internal const string NameKey = "TSG1009.UseFieldName";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(RegisteredNameAnalyzer.FieldProperty, out string? name)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax syntax
            || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation call
            || RegistryApi.KeyOf(call)?.Syntax is not ExpressionSyntax keySyntax
            || RegistryApi.NameOf(call) is not { } key
            || model.GetEnclosingSymbol(syntax.SpanStart, cancellationToken)?.ContainingType is not { } type
            || TorchSymbols.TryCreate(model.Compilation) is not { } torch)
        {
            yield break;
        }

        ISymbol? member = type.GetMembers(name!).FirstOrDefault();
        bool comesFirst = ComesFirst(syntax, type, RegistrationOracle.Of(model.Compilation, torch));
        if (comesFirst && member is IFieldSymbol && DeclarationOf(member, cancellationToken) is { } declaration)
        {
            int place = declaration.SpanStart;
            SemanticModel there = model.Compilation.GetSemanticModel(declaration.SyntaxTree);
            ImmutableArray<ISymbol> named = there.LookupNamespacesAndTypes(place, name: "ComponentNameAttribute");
            string attribute = named is [{ ContainingNamespace.Name: "Utils" }]
                ? "ComponentName"
                : DeclaredType.Rooted("TorchSharp.Utils.ComponentName", there, place);
            yield return new EditRepair(
                $"Name the field \"{key}\" with [ComponentName]",
                ComponentNameKey,
                editor => editor.ReplaceNode(declaration, (current, _) => StateAttributeEdits.Add(
                    (FieldDeclarationSyntax)current, $"{attribute}(Name = {SymbolDisplay.FormatLiteral(key, quote: true)})")),
                declaration.SyntaxTree);
        }

        if (member is not null
            && MemberClassifier.TypeOf(member) is { } held
            && StateTypes.KindOf(held, torch) is { } kind
            && GenerateRepair.For(
                $"Declare '{name}' as [{kind}(\"{key}\")]",
                GenerateKey,
                GenerationRequest.Repair(member, Wishes.For(kind)),
                model,
                cancellationToken) is { } generate)
        {
            yield return generate;
        }

        if (comesFirst)
        {
            yield return new EditRepair(
                $"Register it as nameof({Keywords.Escape(name!)}), which changes its key",
                NameKey,
                editor => editor.ReplaceNode(
                    keySyntax, SyntaxFactory.ParseExpression($"nameof({Keywords.Escape(name!)})").WithTriviaFrom(keySyntax)));
        }
    }

    /// <summary>After <c>RegisterComponents()</c> the name of the field is taken, and registering it again throws.</summary>
    private static bool ComesFirst(SyntaxNode call, INamedTypeSymbol type, RegistrationOracle oracle) =>
        oracle.FactsOf(type).Of(ConstructionEventKind.RegisterCall)
            .Any(item => item.Site == call && item.Before.ComponentsRegistered == Certainty.No);

    private static FieldDeclarationSyntax? DeclarationOf(ISymbol field, CancellationToken cancellationToken) =>
        field.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(cancellationToken)
            .FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables.Count: 1 } declaration
            ? declaration
            : null;
}
