using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration.Registration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.TorchApi;

/// <summary>TorchSharp as the compiler sees it.</summary>
internal static class TorchSharpAssembly
{
    public static CSharpCompilation Compilation { get; } = CSharpCompilation.Create("Empty", references: TestReferences.All);

    public static TorchSymbols Torch { get; } = TorchSymbols.TryCreate(Compilation)!;

    /// <summary>What a user's class can call or read.</summary>
    public static IReadOnlyList<ISymbol> Members { get; } =
    [
        .. Types(Torch.Module.ContainingAssembly.GlobalNamespace)
            .SelectMany(static type => type.GetMembers())
            .Where(static member =>
                member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal),
    ];

    public static IEnumerable<IMethodSymbol> Methods(string name) => Members.OfType<IMethodSymbol>().Where(method => method.Name == name);

    public static INamedTypeSymbol? Layer(string name) =>
        Types(Torch.Module.ContainingAssembly.GlobalNamespace)
            .FirstOrDefault(
                type => type.Name == name && type.ContainingNamespace.ToDisplayString() is "TorchSharp.Modules" && Torch.IsModule(type));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member =>
            member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
