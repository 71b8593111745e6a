using System.Collections;
using System.Globalization;
using System.Reflection;
using TorchSharp.Generators.StateModel.Tests.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Reads and writes the members of a module as its user's code does, without a call of any method of the module.</summary>
internal static class Access
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static object? Get(ModelModule module, Slot slot)
    {
        var real = (nn.Module)module.Real!;
        if (slot.Owner is null)
        {
            // A container registers its elements when somebody registers the container, and holds them before.
            return (slot.Kind, real) switch
            {
                (Classes.MemberKind.Module, ModuleList<Module<Tensor, Tensor>> list) =>
                    list.ElementAtOrDefault(int.Parse(slot.Key, CultureInfo.InvariantCulture)),
                (Classes.MemberKind.Module, ModuleDict<Module<Tensor, Tensor>> dictionary) =>
                    Enumerable.Range(0, dictionary.Count).Select(index => dictionary[index]).FirstOrDefault(entry =>
                        entry.Item1 == slot.Key).Item2,
                (Classes.MemberKind.Module, _) => real.named_children().FirstOrDefault(child => child.name == slot.Key).module,
                _ => real.get_parameter(slot.Key) ?? real.get_buffer(slot.Key),
            };
        }

        return MemberOf(real, slot) switch
        {
            FieldInfo field => field.GetValue(real),
            var member => ((PropertyInfo)member).GetValue(real),
        };
    }

    public static void Set(ModelModule module, Slot slot, object? value)
    {
        var real = (nn.Module)module.Real!;
        switch (MemberOf(real, slot))
        {
            case FieldInfo field:
                field.SetValue(real, value);
                break;
            case PropertyInfo property:
                property.SetValue(real, value);
                break;
        }
    }

    public static object?[] Elements(ModelCollection collection) => collection.Real switch
    {
        IDictionary dictionary => [.. dictionary.Values.Cast<object?>()],
        var list => [.. ((IEnumerable)list!).Cast<object?>()],
    };

    private static MemberInfo MemberOf(nn.Module real, Slot slot)
    {
        Type type = real.GetType();
        while (type.Name.Split('`')[0] != slot.Owner!.Name)
        {
            type = type.BaseType!;
        }

        return type.GetMember(slot.Member!.Name, Declared).Single();
    }
}
