using System;
using System.Collections.Generic;
using System.Reflection;
using TorchSharp.Utils;
#if NET
using System.Diagnostics.CodeAnalysis;
#endif

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>The fields of hand-written classes, which only reflection finds: TorchSharp's, and here.</summary>
/// <remarks>Where trimming took a field away, TorchSharp's reflection found nothing in it either.</remarks>
internal static class ReflectedFields
{
    /// <summary>The fields with a value, under the keys that TorchSharp gives them, the most derived class first.</summary>
    public static IEnumerable<(Type Declaring, string Key, object Value)> Of(torch.nn.Module module)
    {
        HashSet<string> seen = [];
        foreach (FieldInfo field in All(module.GetType()))
        {
            if (seen.Add(field.Name) && field.GetValue(module) is { } value)
            {
                yield return (field.DeclaringType!, KeyOf(field), value);
            }
        }
    }

    /// <summary>The key that TorchSharp gives a field.</summary>
    public static string KeyOf(FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;

    /// <summary>The fields of a class and of its bases, the most derived class first.</summary>
#if NET
    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "What trimming took away, TorchSharp's own reflection did not find either.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
#endif
    public static List<FieldInfo> All(Type module)
    {
        List<FieldInfo> fields = [];
        for (Type? type = module; type is not null && type != typeof(torch.nn.Module); type = type.BaseType)
        {
            fields.AddRange(type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        }

        return fields;
    }
}
