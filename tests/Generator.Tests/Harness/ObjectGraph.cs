using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Generator.Tests.Harness;

/// <summary>
/// Looks for what must not be kept between edits: it holds a whole compilation in memory, or is never equal to that of the
/// next one. Asks for assignability, because these types are abstract and no value is exactly of one.
/// </summary>
internal static class ObjectGraph
{
    private static readonly Type[] s_banned =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Compilation),
        typeof(SemanticModel), typeof(Location), typeof(Diagnostic), typeof(AttributeData), typeof(MetadataReference),
    ];

    /// <summary>The paths to banned objects, as <c>Value.Members[0].Symbol: ISymbol</c>.</summary>
    public static IEnumerable<string> FindBanned(object root) =>
        Visit(root, root.GetType().Name, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static IEnumerable<string> Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return [];
        }

        if (s_banned.FirstOrDefault(banned => banned.IsInstanceOfType(value)) is { } found)
        {
            return [$"{path}: {found.Name}"];
        }

        if (!value.GetType().IsValueType && !seen.Add(value))
        {
            return [];
        }

        return value is Array items
            ? ((IEnumerable)items).Cast<object?>().SelectMany((item, index) => Visit(item, $"{path}[{index}]", seen))
            : Fields(value.GetType()).SelectMany(field => Visit(field.GetValue(value), $"{path}.{field.Name}", seen));
    }

    private static IEnumerable<FieldInfo> Fields(Type? type) =>
        type is null
            ? []
            : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Concat(Fields(type.BaseType));
}
