using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Members that get another value.</summary>
internal static class Assignments
{
    private static readonly ScalarType[] s_types =
        [ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Bool];

    private static readonly long[][] s_shapes = [[2], [2, 3], [1], [], [3, 2, 1]];

    public static void Tensor(World world, OperationDraft draft)
    {
        if (Pick(world, draft.A, static slot => !slot.Member!.IsCollection && slot.Kind != MemberKind.Module) is not var (module, slot))
        {
            return;
        }

        (ModelTensor model, Tensor real, string text) = NewTensor(slot.Kind, draft.B);
        Assign(world, module, slot, model, real, text);
    }

    public static void Null(World world, OperationDraft draft)
    {
        if (Pick(world, draft.A, static slot => slot.Member!.IsNullable) is var (module, slot))
        {
            Assign(world, module, slot, null, null, "null");
        }
    }

    /// <summary>Two members of the tree, of one class or of two, become one tensor.</summary>
    public static void Tie(World world, OperationDraft draft)
    {
        if (Pick(world, draft.A, static slot => !slot.Member!.IsCollection && slot.Kind != MemberKind.Module) is not var (module, slot))
        {
            return;
        }

        (ModelModule Module, Slot Slot)[] sources =
            [.. world.Members.Where(other => other.Slot.Kind == slot.Kind && other.Slot.Value is ModelTensor)];
        if (sources.Length > 0)
        {
            (ModelModule from, Slot source) = sources[draft.B % sources.Length];
            Assign(world, module, slot, source.Value, ((ModelTensor)source.Value!).Real, $"{world.PathOf(from)}.{source.Member!.Name}");
        }
    }

    /// <summary>A layer of TorchSharp takes the weight of another one, or a parameter of the tree, and disposes its own.</summary>
    public static void TieLayer(World world, OperationDraft draft)
    {
        Slot[] held = [.. world.AllModules.Concat(world.OrphanModules).SelectMany(static module => module.Slots)
            .SelectMany(static slot => slot.Leaves)];
        ModelModule[] layers = [.. world.Modules.Where(module =>
            module.Real is Linear
            && held.Count(slot => slot.Value == module.Slots[0].Value) == 1
            && !(world.Optimizer?.Parameters.Contains(module.Slots[0].Value) ?? false))];
        ModelTensor[] sources = [.. world.Root.NamedParameters().Select(static entry => entry.Entry.Tensor)];
        if (layers.Length == 0)
        {
            return;
        }

        ModelModule layer = layers[draft.A % layers.Length];
        ModelTensor source = sources[draft.B % sources.Length];
        if (layer.Slots[0].Value is ModelTensor old && source != old)
        {
            string name = world.Root.NamedParameters().First(entry => entry.Entry.Tensor == source).Key;
            world.Note($"{world.PathOf(layer)}.weight = root.get_parameter(\"{name}\");");
            ((Linear)layer.Real!).weight = (Parameter)source.Real!;
            source.Replaced = old.Real;
            layer.Slots[0].Value = source;
        }
    }

    public static void Child(World world, OperationDraft draft)
    {
        if (Pick(world, draft.A, static slot => slot.Kind == MemberKind.Module && IsAssignable(slot)) is not var (module, slot))
        {
            return;
        }

        ModelModule child = ModelModule.Create(TypeFor(slot, draft));
        Assign(world, module, slot, child, world.New(child), $"new {child.Label}()");
    }

    /// <summary>A module of the tree gets a second parent.</summary>
    public static void SharedChild(World world, OperationDraft draft)
    {
        if (Pick(world, draft.A, static slot => slot.Kind == MemberKind.Module && IsAssignable(slot)) is not var (module, slot))
        {
            return;
        }

        // Not one that the member's own module is below, which would make a circle.
        ModelModule[] others = [.. world.Modules.Where(other =>
            Fits(slot, other.Type) && !other.Walk().Any(place => place.Node == module))];
        if (others.Length > 0)
        {
            ModelModule child = others[draft.B % others.Length];
            Assign(world, module, slot, child, child.Real, world.PathOf(child));
        }
    }

    public static (ModelTensor Model, Tensor Real, string Text) NewTensor(MemberKind kind, int die)
    {
        bool isParameter = kind == MemberKind.Parameter;
        var spec = new TensorSpec(s_types[die % (isParameter ? 3 : s_types.Length)], s_shapes[die / 6 % s_shapes.Length], 1 + (die % 60));
        Tensor real = isParameter
            ? Fabric.Parameter(spec.Seed, spec.Dtype, spec.Shape)
            : Fabric.Buffer(spec.Seed, spec.Dtype, spec.Shape);
        ModelTensor model = ModelTensor.Of(spec, isParameter);
        string text = ClassRenderer.New(spec, kind);
        if (!isParameter && spec.Shape.Length > 1 && die % 5 == 0)
        {
            using Tensor contiguous = real;
            real = Fabric.Strided(contiguous);
            text += " (not contiguous)";
        }

        if (model.IsFloating && !isParameter && die % 7 == 0)
        {
            real.requires_grad = model.RequiresGrad = true;
            text += " (requires_grad)";
        }

        return (model, real, text);
    }

    private static bool IsAssignable(Slot slot) =>
        slot.Member is { IsCollection: false, Form: not MemberForm.ReadOnly };

    /// <summary>Whether the member's type takes such a module.</summary>
    private static bool Fits(Slot slot, ModuleType type) =>
        slot.Member is { IsInterface: true, Modules: not [{ Stock: StockKind.ModuleList or StockKind.ModuleDict }] }
        && !slot.Member.IsTypeParameter
            ? type.Class is not null || type.Stock is not (StockKind.ModuleList or StockKind.ModuleDict)
            : slot.Value is ModelModule module
                ? SameType(module.Type, type)
                : slot.Member is { Modules: [var declared] } && SameType(declared, type);

    private static bool SameType(ModuleType one, ModuleType other) => ClassRenderer.NameOf(one) == ClassRenderer.NameOf(other);

    private static ModuleType TypeFor(Slot slot, OperationDraft draft) =>
        slot.Member is { IsInterface: true, IsTypeParameter: false,
            Modules: [{ Stock: not (StockKind.ModuleList or StockKind.ModuleDict) }] }
        && draft.C % 2 == 0 ? ModuleType.Linear(1 + (draft.B % 50))
        : slot.Value is ModelModule module ? module.Type
        : slot.Member!.Modules[0];

    private static (ModelModule Module, Slot Slot)? Pick(World world, int die, Func<Slot, bool> wanted)
    {
        (ModelModule, Slot Slot)[] members = [.. world.Members.Where(member => wanted(member.Slot))];
        return members.Length == 0 ? null : members[die % members.Length];
    }

    private static void Assign(World world, ModelModule module, Slot slot, object? model, object? real, string text)
    {
        world.Note($"{world.PathOf(module)}.{slot.Member!.Name} = {text};");
        Access.Set(module, slot, real);
        slot.Value = model;
        Bind(model, real);
    }

    private static void Bind(object? model, object? real)
    {
        switch (model)
        {
            case ModelTensor tensor:
                tensor.Real = (Tensor)real!;
                break;
            case Node node:
                node.Real = real;
                break;
        }
    }
}
