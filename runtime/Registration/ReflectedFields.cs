using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>The fields of hand-written classes, which only reflection finds: TorchSharp's, and here.</summary>
internal static class ReflectedFields
{
    /// <summary>Points each field of <paramref name="module"/> that holds <paramref name="old"/> to <paramref name="replacement"/>.</summary>
    /// <remarks>Where trimming took a field away, TorchSharp's reflection found nothing in it either.</remarks>
#if NET
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Only fields that TorchSharp's own reflection found are assigned.")]
#endif
    public static void Assign(torch.nn.Module module, torch.Tensor old, torch.Tensor replacement)
    {
        for (Type? type = module.GetType(); type is not null && type != typeof(torch.nn.Module); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (ReferenceEquals(field.GetValue(module), old))
                {
                    field.SetValue(module, replacement);
                }
            }
        }
    }
}
