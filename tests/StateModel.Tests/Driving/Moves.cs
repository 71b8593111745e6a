using TorchSharp.Generators.StateModel.Tests.Checking;
using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
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

    /// <summary>
    /// A child of somebody's may refuse, the first that is asked or one after others have moved: then nothing has changed.
    /// </summary>
    public static void RefusedByChild(World world, OperationDraft draft)
    {
        ModelModule module = PickModule(world, draft);
        int refusing = 1 + (draft.B % 3);
        if (draft.C % 2 == 0)
        {
            Run(world, module, null, DeviceType.META, ".to(META)", static real => real.to(DeviceType.META), refusing);
        }
        else
        {
            Run(world, module, ScalarType.BFloat16, null, ".to(BFloat16)", static real => real.to(ScalarType.BFloat16), refusing);
        }
    }

    private static ModelModule PickModule(World world, OperationDraft draft)
    {
        ModelModule[] modules = [.. world.Modules.Where(static module => module.IsStateful)];
        return draft.A % 3 > 0 ? world.Root : modules[draft.A / 3 % modules.Length];
    }

    private static void Run(
        World world, ModelModule module, ScalarType? dtype, DeviceType? device, string text, Action<nn.Module> move, int refusing = 0)
    {
        ILookup<ModelTensor, Entry> tensors = module.Tensors();
        bool hasData = device != DeviceType.CPU
            || tensors.All(static entries => entries.Key.Device == DeviceType.CPU || RecipeOf(entries) is not null);
        world.Note($"{world.PathOf(module)}{text};{(hasData ? "" : " // refused")}");
        if (!hasData)
        {
            world.Refuses(() => move((nn.Module)module.Real!));
            return;
        }

        var real = (nn.Module)module.Real!;
        if (refusing > 0 && Refuser.Refuses(refusing, () => move(real)))
        {
            world.Note($"// refused by call {refusing} of a child's own .to");
            Comparison.Run(world);
            return;
        }

        if (refusing == 0)
        {
            move(real);
        }

        foreach (IGrouping<ModelTensor, Entry> entries in tensors)
        {
            ModelTensor tensor = entries.Key;
            tensor.Dtype = dtype is { } type && tensor.IsFloating && !entries.Any(static entry => entry.KeepsDtype) ? type : tensor.Dtype;
            if (device is { } target && target != tensor.Device)
            {
                Transfer(tensor, target, RecipeOf(entries));
            }
        }
    }

    private static MemberSpec? RecipeOf(IEnumerable<Entry> entries) =>
        entries.Select(static entry => entry.Slot.Member).FirstOrDefault(static member => member is { HasRecipe: true });

    /// <summary>The object stays, and so does whoever holds it.</summary>
    private static void Transfer(ModelTensor tensor, DeviceType device, MemberSpec? recipe)
    {
        tensor.Device = device;
        tensor.Shape = device == DeviceType.META ? tensor.Shape : recipe!.Tensors[0].Shape;
        tensor.Values = device == DeviceType.META ? null : tensor.Cast(recipe!.Tensors[0].Values);
        tensor.Grad = null;
    }
}
