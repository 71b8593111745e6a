using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary><c>.to</c> and its relatives.</summary>
internal static class Moves
{
    private static readonly ScalarType[] s_types = [ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16];

    public static void Dtype(World world, OperationDraft draft)
    {
        ModelModule module = PickModule(world, draft);
        ScalarType dtype = s_types[draft.B % s_types.Length];
        switch (draft.C % 4)
        {
            case 0 when dtype == ScalarType.Float16:
                Run(world, module, dtype, null, ".half()", static real => real.half());
                break;
            case 1:
                Run(world, module, dtype, DeviceType.CPU, $".to(CPU, {dtype})", real => real.to(CPU, dtype));
                break;
            default:
                Run(world, module, dtype, null, $".to({dtype})", real => real.to(dtype));
                break;
        }
    }

    public static void ToMeta(World world, OperationDraft draft)
    {
        ModelModule module = PickModule(world, draft);
        if (draft.C % 3 == 0)
        {
            ScalarType dtype = s_types[draft.B % s_types.Length];
            Run(world, module, dtype, DeviceType.META, $".to(META, {dtype})", real => real.to(META, dtype));
        }
        else
        {
            Run(world, module, null, DeviceType.META, ".to(META)", static real => real.to(DeviceType.META));
        }
    }

    /// <summary>Also where everything is on the CPU already.</summary>
    public static void Back(World world, OperationDraft draft) =>
        Run(world, PickModule(world, draft), null, DeviceType.CPU, ".cpu()", static real => real.cpu());

    public static void Refused(World world, OperationDraft draft)
    {
        ModelModule module = PickModule(world, draft);
        world.Note($"{world.PathOf(module)}.to(Int64); // refused");
        world.Refuses(() => ((nn.Module)module.Real!).to(ScalarType.Int64));
    }

    private static ModelModule PickModule(World world, OperationDraft draft)
    {
        ModelModule[] modules = [.. world.Modules.Where(static module => module.IsStateful)];
        return draft.A % 3 > 0 ? world.Root : modules[draft.A / 3 % modules.Length];
    }

    private static void Run(World world, ModelModule module, ScalarType? dtype, DeviceType? device, string text, Action<nn.Module> move)
    {
        ILookup<ModelTensor, Entry> tensors = module.Tensors();
        if (KnownBug.MetaDisposesWhatOthersHold.IsLeftOut && IsHeldOutside(world, module, tensors.Where(entries => device is not null && device != entries.Key.Device)))
        {
            return;
        }

        if (KnownBug.LateLayerStaysOffMeta.IsLeftOut && device == DeviceType.META
            && module.Walk().Any(static place => place.Node is ModelModule { Type.Class: null } stock
                && stock.Tensors().Select(static entries => entries.Key.Device).Distinct().Count() > 1))
        {
            return;
        }

        bool hasData = device != DeviceType.CPU || tensors.All(static entries => entries.Key.Device == DeviceType.CPU || RecipeOf(entries) is not null);
        world.Note($"{world.PathOf(module)}{text};{(hasData ? "" : " // refused")}");
        if (!hasData)
        {
            world.Refuses(() => move((nn.Module)module.Real!));
            return;
        }

        move((nn.Module)module.Real!);
        Dictionary<ModelTensor, ModelTensor> replaced = [];
        foreach (IGrouping<ModelTensor, Entry> entries in tensors)
        {
            ModelTensor tensor = entries.Key;
            ScalarType wanted = dtype is { } type && tensor.IsFloating && !entries.Any(static entry => entry.KeepsDtype) ? type : tensor.Dtype;
            if (device is { } target && target != tensor.Device)
            {
                ModelTensor replacement = Replace(tensor, wanted, target, RecipeOf(entries));
                replaced.Add(tensor, replacement);
                foreach (Entry entry in entries)
                {
                    entry.Slot.Value = replacement;
                }
            }
            else
            {
                tensor.Dtype = wanted;
            }
        }
    }

    /// <summary>By members that are not registered, by modules that are not moved, by what was in the tree before.</summary>
    private static bool IsHeldOutside(World world, ModelModule module, IEnumerable<IGrouping<ModelTensor, Entry>> moved)
    {
        HashSet<ModelModule> inside = [.. module.Walk().Select(static place => place.Node).OfType<ModelModule>()];
        IEnumerable<Slot> outside = world.AllModules.Concat(world.OrphanModules).SelectMany(other => other.Slots.Where(slot => !inside.Contains(other) || !slot.IsRegistered))
            .SelectMany(static slot => slot.Value is ModelCollection collection ? collection.Elements : [slot]);
        HashSet<object?> held = [.. outside.Select(static slot => slot.Value), .. world.Orphans];
        return moved.Any(entries => held.Contains(entries.Key));
    }

    private static MemberSpec? RecipeOf(IEnumerable<Entry> entries) =>
        entries.Select(static entry => entry.Slot.Member).FirstOrDefault(static member => member is { HasRecipe: true });

    private static ModelTensor Replace(ModelTensor tensor, ScalarType dtype, DeviceType device, MemberSpec? recipe)
    {
        double[]? values = device == DeviceType.META ? null : recipe!.Tensors[0].Values;
        long[] shape = device == DeviceType.META ? tensor.Shape : recipe!.Tensors[0].Shape;
        var replacement = new ModelTensor(dtype, shape, null, tensor.IsParameter)
        {
            Device = device,
            RequiresGrad = tensor.RequiresGrad,
            HasGrad = tensor.HasGrad,
            Replaced = tensor.Real,
        };
        replacement.Values = values is null ? null : replacement.Cast(values);
        return replacement;
    }
}
