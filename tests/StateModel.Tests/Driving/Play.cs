using System.Reflection;
using TorchSharp.Generators.StateModel.Tests.Checking;
using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Builds the tree of a case and does to it what the case says.</summary>
internal static class Play
{
    /// <returns>Null where the tree is always what the model says, else what is wrong and what was done.</returns>
    public static Failure? Run(CaseDraft draft, IReadOnlyList<ClassSpec> classes, Func<string, Type> typeOf)
    {
        ModelModule root = ModelModule.Create(ModuleType.Of(classes[0]));
        var world = new World(root, typeOf);
        try
        {
            Lifetimes.Construct(world, draft.InScope);
            if (draft.Operations.Length % 3 == 0)
            {
                Reads.Parallel(world, draft.Operations[0]);
            }

            foreach (OperationDraft operation in draft.Operations)
            {
                Run(world, operation);
            }

            world.Note("// compare");
            Comparison.Run(world);
            Lifetimes.Dispose(world);
            return null;
        }
        catch (Exception thrown)
        {
            Exception error = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
            return new Failure(
                error is MismatchException ? error.Message : $"{error.GetType().Name}: {error.Message.Split('\n')[0]}",
                [.. world.Log],
                error);
        }
    }

    private static void Run(World world, OperationDraft draft)
    {
        HashSet<ModelTensor> before = world.Tensors;
        HashSet<ModelModule> modules = world.AllModules;
        Lifetimes.Do(world, draft, Operation.Of(draft));
        Binding.Bind(world.Root, world.Real);

        // What reset_buffers() has replaced is dropped.
        HashSet<ModelTensor> after = world.Tensors;
        var replaced = new HashSet<object>(
            after.Select(static tensor => tensor.Replaced).OfType<Tensor>(), ReferenceEqualityComparer.Instance);
        world.Orphans.AddRange(before.Except(after).Where(tensor => !replaced.Contains(tensor.Real!)));
        world.Orphans.RemoveAll(after.Contains);
        world.OrphanModules.AddRange(modules.Except(world.AllModules));
        world.OrphanModules.RemoveAll(world.AllModules.Contains);
    }
}

/// <param name="Complaint">What is wrong.</param>
/// <param name="Log">What was done.</param>
/// <param name="Error">The exception.</param>
internal sealed record Failure(string Complaint, string[] Log, Exception Error);
