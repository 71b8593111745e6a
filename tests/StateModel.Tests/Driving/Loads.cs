using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary><c>load_state_dict</c>, <c>save</c> and <c>load</c>.</summary>
internal static class Loads
{
    private sealed record Item(string Key, long[] Shape, ScalarType Dtype, double[]? Values, Tensor? Real);

    private delegate (IList<string> Missing, IList<string> Unexpected) Assign(
        nn.Module module, Dictionary<string, Tensor> source, bool strict, IList<string>? skip, bool assign);

    public static void StateDict(World world, OperationDraft draft)
    {
        ModelModule module = draft.A % 3 > 0 ? world.Root : Pick([.. world.Modules.Where(static module => module.IsStateful)], draft.A);
        bool strict = draft.C % 3 > 0;
        bool assign = draft.A % 5 == 0;
        List<Item> source = [];
        int die = draft.B;
        foreach ((string key, Entry entry) in module.StateDict())
        {
            // What requires a gradient cannot become an integer.
            source.Add(NewItem(key, entry.Tensor.Shape, die++, isFloating: assign && entry.Tensor.RequiresGrad));
        }

        List<string> skip = [];
        string how = Change(source, module, draft, skip);
        string text = $"{world.PathOf(module)}.load_state_dict({how}{(strict ? "" : ", strict: false")}{(assign ? ", assign: true" : "")})";
        var real = (nn.Module)module.Real!;
        Dictionary<string, Tensor> tensors = source.ToDictionary(static item => item.Key, static item => item.Real!);
        Load(world, module, source, strict, skip, assign, text, () => assign
            ? AssignOf(real)(real, tensors, strict, skip, assign: true)
            : real.load_state_dict(tensors, strict, skip));
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
            world.Refuses(() => Save(world.Real, stream));
            return;
        }

        world.Note("root.save(file);");
        Save(world.Real, stream);
        world.Saved = (stream.ToArray(), [.. entries.Select(static entry => (entry.Key, Copy(entry.Entry.Tensor)))]);
        static ModelTensor Copy(ModelTensor tensor) => new(tensor.Dtype, tensor.Shape, [.. tensor.Values!], tensor.IsParameter);
    }

    /// <summary>Called on the class itself: TorchSharp's method is not virtual, and a generated class hides it.</summary>
    private static void Save(nn.Module module, Stream stream) =>
        module.GetType().GetMethod("save", [typeof(Stream), typeof(IList<string>)])!.Invoke(module, [stream, null]);

    public static void File(World world, OperationDraft draft)
    {
        if (world.Saved is not var (bytes, entries))
        {
            return;
        }

        bool strict = draft.C % 3 > 0;
        Item[] source =
            [.. entries.Select(static entry => new Item(entry.Key, entry.Tensor.Shape, entry.Tensor.Dtype, entry.Tensor.Values, null))];
        Load(world, world.Root, source, strict, [], assign: false, $"root.load(file{(strict ? "" : ", strict: false")})", () =>
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
                foreach ((string today, string older) in OlderNames(module).Where(name => source.Any(item => item.Key == name.Today))
                    .ToArray())
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
        World world,
        ModelModule module,
        IEnumerable<Item> source,
        bool strict,
        List<string> skip,
        bool assign,
        string text,
        Func<object?> load)
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
            string? today = keys.Contains(item.Key) ? item.Key
                : older.TryGetValue(item.Key, out string? name) && keys.Contains(name) ? name
                : null;
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
            || entries.Any(entry => found.TryGetValue(entry.Key, out Item? item) && !Fits(entry.Entry.Tensor, item, assign));
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
            throw new MismatchException(
                $"load_state_dict reports missing [{string.Join(", ", missingKeys)}], unexpected [{string.Join(", ", unexpectedKeys)}]");
        }

        foreach ((string key, Entry entry) in entries.Where(entry => found.ContainsKey(entry.Key)))
        {
            if (assign)
            {
                Take(entry.Tensor, found[key]);
            }
            else
            {
                // From meta to meta nothing is copied.
                entry.Tensor.Values = found[key].Values is { } values ? entry.Tensor.Cast(values) : entry.Tensor.Values;
            }
        }
    }

    /// <summary>The object stays, and stands for the other tensor.</summary>
    private static void Take(ModelTensor tensor, Item item)
    {
        tensor.Dtype = item.Dtype;
        tensor.Device = item.Values is null ? DeviceType.META : DeviceType.CPU;
        tensor.Values = item.Values;
        tensor.Grad = null;
        tensor.HasGrad = false;
    }

    /// <summary>The extension method of the runtime library that the module's class was compiled with.</summary>
    private static Assign AssignOf(nn.Module module) =>
        module.GetType().GetInterface("IStatefulModule")!.Assembly.GetType("TorchSharp.Generators.StateDictExtensions")!
            .GetMethod("load_state_dict")!.CreateDelegate<Assign>();

    private static bool Fits(ModelTensor tensor, Item item, bool assign) =>
        (tensor.Shape.SequenceEqual(item.Shape) || (tensor.Shape is [] && item.Shape is [1]))
        && ((assign && item.Values is not null) || (tensor.Device == DeviceType.META) == (item.Values is null));

    private static Item NewItem(string key, long[] shape, int die, bool isFloating = false)
    {
        // PyTorch takes one element for a scalar.
        long[] actual = shape is [] && die % 2 == 0 ? [1] : shape;
        var spec = new TensorSpec(
            die % 4 == 0 && !isFloating ? ScalarType.Int64 : die % 4 == 1 ? ScalarType.Float64 : ScalarType.Float32,
            actual,
            1 + (die % 70));
        return new Item(key, actual, spec.Dtype, spec.Values, Fabric.Buffer(spec.Seed, spec.Dtype, actual));
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
