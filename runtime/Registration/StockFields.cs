using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// The fields of TorchSharp's own layers. Its <c>RegisterComponents</c> reflects on each layer anew, which takes most of the time
/// in which a model is built; and nearly every layer has registered by itself what they hold.
/// </summary>
internal static class StockFields
{
    /// <summary>Those that can hold state, by key. Weak: the assembly of a type may be unloaded.</summary>
    private static readonly ConditionalWeakTable<Type, Dictionary<string, FieldInfo>> s_known = new();

    /// <summary>Whether <c>RegisterComponents</c> of <paramref name="layer"/> would do nothing.</summary>
    public static bool AreRegistered(torch.nn.Module layer)
    {
        // A container looks into its elements, and not into fields.
        ModuleKind kind = ModuleKinds.Of(layer);
        if (kind == ModuleKind.Container || !StockState.TryRead(layer, kind, out StockState state))
        {
            return false;
        }

        foreach (KeyValuePair<string, FieldInfo> field in s_known.GetValue(layer.GetType(), Find))
        {
            if (!state.Has(field.Key) && field.Value.GetValue(layer) is torch.nn.Module or torch.Tensor)
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, FieldInfo> Find(Type layer)
    {
        Dictionary<string, FieldInfo> fields = [];
        foreach (FieldInfo field in ReflectedFields.All(layer))
        {
            string key = ReflectedFields.KeyOf(field);
            if (CanHoldState(field.FieldType) && !fields.ContainsKey(key))
            {
                fields.Add(key, field);
            }
        }

        return fields;
    }

    private static bool CanHoldState(Type type) =>
        type.IsInterface
        || type == typeof(object)
        || typeof(torch.nn.Module).IsAssignableFrom(type)
        || typeof(torch.Tensor).IsAssignableFrom(type);
}
