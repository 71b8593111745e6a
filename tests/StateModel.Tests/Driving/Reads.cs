using TorchSharp.Generators.StateModel.Tests.Checking;
using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Reads, which change nothing, and the rebuilding of buffers.</summary>
internal static class Reads
{
    public static void Everything(World world, OperationDraft draft)
    {
        world.Note("// compare");
        Comparison.Run(world);
    }

    public static void Lists(World world, OperationDraft draft)
    {
        world.Note("// read");
        Binding.Bind(world.Root, world.Real);
        Comparison.Lists(world);
    }

    public static void Parallel(World world, OperationDraft draft)
    {
        world.Note("// read on four threads");
        Binding.Bind(world.Root, world.Real);
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => Comparison.Lists(world)))];
        try
        {
            Task.WaitAll(readers);
        }
        catch (AggregateException error)
        {
            throw new MismatchException($"on one of four threads: {error.InnerException!.Message}", error);
        }
    }

    public static void ResetBuffers(World world, OperationDraft draft)
    {
        (ModelModule Module, Slot Slot)[] members =
        [
            .. from module in world.Modules
               from slot in module.Slots
               where slot is { IsDeclared: true, IsRegistered: true, Member.HasRecipe: true }
               select (module, slot),
        ];

        // Where the tree is on two devices, or a buffer has no value, PyTorch has no answer to where it should go.
        if (members.Length == 0
            || world.Tensors.Any(static tensor => tensor.Device == DeviceType.META)
            || members.Any(static member => member.Slot.Value is null))
        {
            return;
        }

        world.Note("root.reset_buffers();");
        world.Real.GetType().GetMethod("reset_buffers")!.Invoke(world.Real, null);
        foreach ((_, Slot slot) in members)
        {
            var old = (ModelTensor)slot.Value!;
            TensorSpec recipe = slot.Member!.Tensors[0];
            if (old.Shape.SequenceEqual(recipe.Shape))
            {
                old.Values = old.Cast(recipe.Values);
                continue;
            }

            var built = new ModelTensor(old.Dtype, recipe.Shape, recipe.Values, isParameter: false) { Replaced = old.Real };
            built.Values = built.Cast(recipe.Values);
            slot.Value = built;
        }
    }
}
