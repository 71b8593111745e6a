using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>
/// The method that <c>[Buffer(Init = nameof(BuildMask))]</c> names: <c>Tensor BuildMask()</c> or <c>Tensor BuildMask(Device)</c>.
/// </summary>
internal static class RecipeResolver
{
    public static IMethodSymbol? Resolve(StateMember state, string recipe, TorchSymbols torch) =>
        Methods(state, recipe).FirstOrDefault(method => IsCallable(method, torch));

    /// <summary>The reason why the recipe cannot be called, null where it can.</summary>
    public static string? Problem(StateMember state, string recipe, TorchSymbols torch)
    {
        if (state.IsCollection)
        {
            return "a collection has no recipe";
        }

        if (Resolve(state, recipe, torch) is not null)
        {
            return null;
        }

        return Methods(state, recipe).Any()
            ? "it must be a non-generic instance method that returns a Tensor and takes nothing or a Device"
            : "there is no such method";
    }

    public static bool TakesDevice(IMethodSymbol method) => method.Parameters.Length == 1;

    private static IEnumerable<IMethodSymbol> Methods(StateMember state, string recipe)
    {
        INamedTypeSymbol owner = state.Symbol.ContainingType;
        return owner.GetMembers(recipe).OfType<IMethodSymbol>()
            .Concat(ModuleClassifier.Ancestors(owner)
                .SelectMany(ancestor => ancestor.GetMembers(recipe).OfType<IMethodSymbol>())
                .Where(static method => method.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable)));
    }

    private static bool IsCallable(IMethodSymbol method, TorchSymbols torch) =>
        method is { IsStatic: false, IsGenericMethod: false, MethodKind: MethodKind.Ordinary }
        && torch.IsTensorLike(method.ReturnType)
        && (method.Parameters.Length == 0
            || (method.Parameters is [{ RefKind: RefKind.None } device]
                && SymbolEqualityComparer.Default.Equals(device.Type, torch.Device)));
}
