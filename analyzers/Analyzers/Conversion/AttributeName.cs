using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What one of our attributes is called where it is written.</summary>
internal static class AttributeName
{
    /// <summary><c>Buffer</c> where that is ours, its full name in a file without the <c>using</c> or beside another of the name.</summary>
    public static string At(int position, string name, SemanticModel model) =>
        model.LookupNamespacesAndTypes(position, name: name + "Attribute") is [INamedTypeSymbol found] && StateAttribute.IsOurs(found)
            ? name
            : $"global::{WellKnownNames.RuntimeNamespace}.{name}";
}
