using System.Collections.Generic;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Syntax;

namespace TorchSharp.Generators.CodeFixes.Registration;

/// <summary>TSG1001: says what the tensor is meant to be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterTensorFix() : TorchCodeFix("TSG1001")
{
    /// <summary>The key of the repair that moves and saves the tensor.</summary>
    public const string BufferKey = "TSG1001.Buffer";

    /// <summary>The key of the repair that moves the tensor but does not save it.</summary>
    public const string NonPersistentKey = "TSG1001.NonPersistentBuffer";

    /// <summary>The key of the repair that leaves the tensor where it is, on purpose.</summary>
    public const string NotRegisteredKey = "TSG1001.NotRegistered";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclaredMember.At(diagnostic.Location, root, model, cancellationToken) is not { Symbol: var member })
        {
            yield break;
        }

        foreach ((string title, string key, Wish wish) in new[]
        {
            ($"Register '{member.Name}' as a buffer: it moves and is saved", BufferKey, Wish.Buffer),
            (
                $"Register '{member.Name}' as a non-persistent buffer: it moves, and is not saved",
                NonPersistentKey,
                Wish.NonPersistentBuffer),
            ($"Leave '{member.Name}' unregistered on purpose", NotRegisteredKey, Wish.NotRegistered),
        })
        {
            if (GenerateRepair.For(title, key, GenerationRequest.Repair(member, wish), model, cancellationToken) is { } repair)
            {
                yield return repair;
            }
        }
    }
}
