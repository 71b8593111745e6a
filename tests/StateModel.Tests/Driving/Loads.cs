using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary><c>load_state_dict</c>, <c>save</c> and <c>load</c>.</summary>
internal static class Loads
{
    private sealed record Item(string Key, long[] Shape, double[]? Values, Tensor? Real);

    public static void StateDict(World world, OperationDraft draft)
    {
        ModelModule module = draft.A % 3 > 0 ? world.Root : Pick([.. world.Modules.Where(static module => module.IsStateful)], draft.A);
        bool strict = draft.C % 3 > 0;
        List<Item> source = [];
        int die = draft.B;
        foreach ((string key, Entry entry) in module.StateDict())
        {
            source.Add(NewItem(key, entry.Tensor.Shape, die++));
        }

        List<string> skip = [];
        string how = Change(source, module, draft, skip);
        Load(world, module, source, strict, skip, $"{world.PathOf(module)}.load_state_dict({how}{(strict ? "" : ", strict: false")})", () =>
            ((nn.Module)module.Real!).load_state_dict(source.ToDictionary(static item => item.Key, static item => item.Real!), strict, skip));
        foreach (Item item in source)
        {
            item.Real!.Dispose();
        }
    }

    public static void Save(World world, OperationDraft draft)
    {
        (string Key, Entry Entry)[] entries = [.. world.Root.StateDict()];
        using var stream = new MemoryStream();
        if (entries.Any(static entry => entry.Entry.Tensor.Device == DeviceType.META))
        {
            world.Note("root.save(file); // refused");
            world.Refuses(() => world.Real.save(stream));
            return;
        }

        world.Note("root.save(file);");
        world.Real.save(stream);
        world.Saved = (stream.ToArray(), [.. entries.Select(static entry => (entry.Key, Copy(entry.Entry.Tensor)))]);
        static ModelTensor Copy(ModelTensor tensor) => new(tensor.Dtype, tensor.Shape, [.. tensor.Values!], tensor.IsParameter);
    }

    public static void File(World world, OperationDraft draft)
    {
        if (world.Saved is not var (bytes, entries))
        {
            return;
        }

        bool strict = draft.C % 3 > 0;
        Item[] source = [.. entries.Select(static entry => new Item(entry.Key, entry.Tensor.Shape, entry.Tensor.Values, null))];
        Load(world, world.Root, source, strict, [], $"root.load(file{(strict ? "" : ", strict: false")})", () =>
        {
            using var stream = new MemoryStream(bytes);
            world.Real.load(stream, strict);
            return null;
        });
    }

    private static string Change(List<Item> source, ModelModule module, OperationDraft draft, List<string> skip)
    {
        int index = source.Count == 0 ? 0 : draft.C / 3 % source.Count;
        switch (draft.B % 8)
        {
            case 1 when source.Count > 0:
                Item missing = source[index];
                source.RemoveAt(index);
                return $"all but \"{missing.Key}\"";
            case 2:
                source.Add(NewItem("unknown.key", [2], 5));
                return "all and \"unknown.key\"";
            case 3 when source.Count > 0:
                Item reshaped = source[index];
                reshaped.Real!.Dispose();
                source[index] = NewItem(reshaped.Key, [.. reshaped.Shape, 2], 5);
                return $"\"{reshaped.Key}\" with another shape";
            case 4 when source.Count > 0:
                skip.Add(source[index].Key);
                return $"all, skip \"{source[index].Key}\"";
            case 5 when source.Count > 0:
                Item onMeta = source[index];
                Tensor real = onMeta.Real!.to(META);
                onMeta.Real.Dispose();
                source[index] = onMeta with { Real = real, Values = null };
                return $"\"{onMeta.Key}\" on meta";
            case 6 or 7:
                foreach ((string today, string older) in OlderNames(module).Where(name => source.Any(item => item.Key == name.Today)).ToArray())
                {
                    int at = source.FindIndex(item => item.Key == today);
                    source[at] = source[at] with { Key = older };
                }

                return "all, by older names";
            default:
                return "all";
        }
    }

    /// <summary>What <c>load_state_dict</c> does in PyTorch, and nothing where that raises.</summary>
    private static void Load(
        World world, ModelModule module, IEnumerable<Item> source, bool strict, List<string> skip, string text, Func<object?> load)
    {
        Dictionary<string, string> older = [];
        foreach ((string today, string name) in OlderNames(module))
        {
            older[name] = today;
        }

        (string Key, Entry Entry)[] entries = [.. module.StateDict().Where(entry => !skip.Contains(entry.Key))];
        HashSet<string> keys = [.. entries.Select(static entry => entry.Key)];
        Dictionary<string, Item> found = [];
        List<string> unexpected = [];
        foreach (Item item in source.Where(item => !skip.Contains(item.Key)))
        {
            string? today = keys.Contains(item.Key) ? item.Key : older.TryGetValue(item.Key, out string? name) && keys.Contains(name) ? name : null;
            if (today is not null)
            {
                found.Add(today, item);
            }
            else if (!(older.TryGetValue(item.Key, out string? skipped) && skip.Contains(skipped)))
            {
                unexpected.Add(item.Key);
            }
        }

        string[] missing = [.. keys.Where(key => !found.ContainsKey(key))];
        bool isRefused = (strict && (missing.Length > 0 || unexpected.Count > 0))
            || entries.Any(entry => found.TryGetValue(entry.Key, out Item? item) && !Fits(entry.Entry.Tensor, item));
        world.Note($"{text};{(isRefused ? " // refused" : "")}");
        if (isRefused)
        {
            world.Refuses(() => load());
            return;
        }

        object? result = load();
        if (result is (IList<string> missingKeys, IList<string> unexpectedKeys)
            && !(missingKeys.SequenceEqual(missing) && unexpectedKeys.SequenceEqual(unexpected)))
        {
            throw new MismatchException($"load_state_dict reports missing [{string.Join(", ", missingKeys)}], unexpected [{string.Join(", ", unexpectedKeys)}]");
        }

        foreach ((string key, Entry entry) in entries.Where(entry => found.ContainsKey(entry.Key)))
        {
            // From meta to meta nothing is copied.
            entry.Tensor.Values = found[key].Values is { } values ? entry.Tensor.Cast(values) : entry.Tensor.Values;
        }
    }

    private static bool Fits(ModelTensor tensor, Item item) =>
        (tensor.Shape.SequenceEqual(item.Shape) || (tensor.Shape is [] && item.Shape is [1]))
        && (tensor.Device == DeviceType.META) == (item.Values is null);

    private static Item NewItem(string key, long[] shape, int die)
    {
        // PyTorch takes one element for a scalar.
        long[] actual = shape is [] && die % 2 == 0 ? [1] : shape;
        var spec = new TensorSpec(die % 4 == 0 ? ScalarType.Int64 : ScalarType.Float32, actual, 1 + (die % 70));
        return new Item(key, actual, spec.Values, Fabric.Buffer(spec.Seed, spec.Dtype, actual));
    }

    /// <summary>The keys below that a member with an older name has, and what they were then.</summary>
    private static IEnumerable<(string Today, string Older)> OlderNames(Node node, string today = "", string older = "")
    {
        IEnumerable<Slot> slots = node is ModelModule module ? module.Slots : ((ModelCollection)node).Elements;
        foreach (Slot slot in slots.Where(static slot => slot.IsRegistered))
        {
            string name = node is ModelModule && slot.Member?.Alias is { } alias ? alias : slot.Key;
            if (slot.Value is ModelTensor && today + slot.Key != older + name)
            {
                yield return (today + slot.Key, older + name);
            }

            foreach ((string, string) below in slot.Value is Node child ? OlderNames(child, $"{today}{slot.Key}.", $"{older}{name}.") : [])
            {
                yield return below;
            }
        }
    }

    private static ModelModule Pick(ModelModule[] modules, int die) => modules[die / 3 % modules.Length];
}
