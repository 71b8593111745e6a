using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>DisposeScopes around anything, and the end of a tree.</summary>
internal static class Lifetimes
{
    public static void Construct(World world, bool inScope)
    {
        if (!inScope || !Survives(world.Root))
        {
            world.Note($"var root = new {world.Root.Label}();");
            world.New(world.Root);
            return;
        }

        bool isUsed = IsSeenWhenUsed(world.Root);
        world.Note($"using (NewDisposeScope()) {{ var root = new {world.Root.Label}(); {(isUsed ? "root.state_dict(); " : "")}}}");
        using (NewDisposeScope())
        {
            var real = (nn.Module)world.New(world.Root);
            if (isUsed)
            {
                real.state_dict();
            }
        }
    }

    /// <summary>What a constructor body assigns to a field is seen at the first use, the rest at once.</summary>
    private static bool IsSeenWhenUsed(ModelModule module) =>
        module.Slots.Any(static slot =>
            slot is { IsDeclared: true, Member: { Initial: InitialValue.ConstructorBody, Form: not MemberForm.PartialProperty } })
        || Below(module).Any(IsSeenWhenUsed);

    private static IEnumerable<ModelModule> Below(ModelModule module) =>
        module.Slots.SelectMany(static slot => slot.Leaves).Select(static slot => slot.Value).OfType<ModelModule>();

    /// <summary>
    /// Does something, in a scope or not. A field that gets a value is seen at the next use, which has to be in the scope.
    /// </summary>
    public static void Do(World world, OperationDraft draft, Operation operation)
    {
        if (draft.C % 4 != 1)
        {
            operation.Run(world, draft);
            return;
        }

        HashSet<ModelModule> before = world.AllModules;
        HashSet<object?> held = [
            .. world.Members.Where(static member => member.Slot.Member!.Form != MemberForm.PartialProperty)
                .Select(static member => member.Slot.Value)
        ];
        int line = world.Log.Count;
        using (NewDisposeScope())
        {
            operation.Run(world, draft);
            if (world.Log.Count == line)
            {
                return;
            }

            world.Log.Insert(line, "using (NewDisposeScope()) {");
            if (operation.Assigns && IsSeenWhenUsed(world, before, held))
            {
                world.Note("root.state_dict();");
                world.Real.state_dict();
            }

            world.Note("}");

            // Nothing says that these outlive a scope.
            foreach (ModelTensor tensor in world.Tensors.Except(world.Root.Tensors().Select(static entries => entries.Key)))
            {
                tensor.Real!.DetachFromDisposeScope();
            }

            foreach (ModelModule module in world.AllModules.Except(before).Where(static module => !Survives(module)))
            {
                Detach(module);
            }
        }
    }

    /// <summary>The end: everything registered is disposed, once, and what is outside is not.</summary>
    public static void Dispose(World world)
    {
        HashSet<ModelTensor> own = [.. world.Root.Tensors().Select(static entries => entries.Key)];
        HashSet<ModelTensor> outside = [.. world.Orphans];
        world.Note("root.Dispose();");
        world.Real.Dispose();
        foreach (ModelTensor tensor in own.Where(static tensor => !tensor.Real!.IsInvalid))
        {
            throw new MismatchException($"after Dispose a tensor of shape [{string.Join(", ", tensor.Shape)}] is alive");
        }

        foreach (ModelTensor tensor in outside.Except(own).Where(static tensor => tensor.Real!.IsInvalid))
        {
            throw new MismatchException($"after Dispose a tensor of before, of shape [{string.Join(", ", tensor.Shape)}], is dead");
        }
    }

    /// <summary>
    /// Whether all that is made with the module leaves the scope: not what a hand-written class makes (TSG3002), the layers
    /// of libtorch among it, and not what is not registered.
    /// </summary>
    private static bool Survives(ModelModule module) =>
        module.Slots.All(static slot => slot.Owner is null || (slot.IsRegistered && (slot.IsDeclared || !StaysInScope(slot.Value))))
        && Below(module).All(Survives);

    private static bool StaysInScope(object? value) =>
        value is ModelTensor
        || (value is ModelModule { Type: { Class: null, Stock: var kind } } layer
            && (kind == StockKind.Embedding || layer.Slots.Any(static slot => slot.Value is ModelModule && StaysInScope(slot.Value))));

    /// <summary>A partial property registers at once. A field or an element is seen at the next use.</summary>
    private static bool IsSeenWhenUsed(World world, HashSet<ModelModule> before, HashSet<object?> held) =>
        world.Members.Any(member => member.Slot.Member!.Form != MemberForm.PartialProperty
            && (member.Slot.Member.IsCollection || !held.Contains(member.Slot.Value)))
        || world.AllModules.Except(before).Any(IsSeenWhenUsed);

    private static void Detach(ModelModule module)
    {
        foreach (Slot slot in module.Slots)
        {
            (slot.Value as ModelTensor)?.Real?.DetachFromDisposeScope();
            if (slot.Value is ModelModule child)
            {
                Detach(child);
            }
        }
    }
}
