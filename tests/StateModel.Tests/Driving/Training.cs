using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Modes, gradients, optimizers.</summary>
internal static class Training
{
    public static void Mode(World world, OperationDraft draft)
    {
        ModelModule module = Pick(world, draft.A);
        bool training = draft.B % 2 == 0;
        world.Note($"{world.PathOf(module)}.train({(training ? "true" : "false")});");
        ((nn.Module)module.Real!).train(training);
        foreach (ModelModule below in module.Walk().Select(static place => place.Node).OfType<ModelModule>())
        {
            below.IsTraining = training;
        }
    }

    /// <summary>Each parameter gets a gradient of ones.</summary>
    public static void Backward(World world, OperationDraft draft)
    {
        ModelTensor[] parameters = [
            .. world.Root.NamedParameters()
                .Select(static entry => entry.Entry.Tensor)
                .Where(static tensor => tensor is { RequiresGrad: true, Device: DeviceType.CPU })
        ];
        if (parameters.Length == 0)
        {
            return;
        }

        world.Note("sum of all parameters .backward();");
        using (NewDisposeScope())
        {
            // A product has a gradient of its own. Scalars that are only added get one and the same, and add to it twice.
            Tensor one = ones([]);
            stack(parameters.Select(parameter => (parameter.Real! * one).sum().to(ScalarType.Float64))).sum().backward();
        }

        foreach (ModelTensor parameter in parameters)
        {
            parameter.Grad = [.. parameter.Values!.Select((_, index) => 1 + (parameter.Grad?[index] ?? 0))];
            parameter.HasGrad = true;
        }
    }

    public static void ZeroGrad(World world, OperationDraft draft)
    {
        ModelModule module = Pick(world, draft.A);
        world.Note($"{world.PathOf(module)}.zero_grad();");
        ((nn.Module)module.Real!).zero_grad();
        foreach ((_, Entry entry) in module.NamedParameters())
        {
            entry.Tensor.Grad = null;
            entry.Tensor.HasGrad = false;
        }
    }

    public static void Build(World world, OperationDraft draft)
    {
        ModelTensor[] parameters = [.. world.Root.NamedParameters().Select(static entry => entry.Entry.Tensor)];
        if (parameters.Length == 0)
        {
            return;
        }

        world.Note("var optimizer = SGD(root.parameters(), 1);");
        world.Optimizer = (optim.SGD(world.Real.parameters().ToArray(), 1), parameters);
    }

    /// <summary>With an optimizer of before: each parameter that it has a gradient for changes, wherever it is held now.</summary>
    public static void Step(World world, OperationDraft draft)
    {
        if (world.Optimizer is not var (optimizer, parameters)
            || parameters.Any(static parameter => parameter.Device == DeviceType.META || parameter.Real is null or { IsInvalid: true }))
        {
            return;
        }

        world.Note("optimizer.step();");
        optimizer.step();
        foreach (ModelTensor parameter in parameters.Where(static parameter => parameter.HasGrad))
        {
            parameter.Values = [.. parameter.Values!.Zip(parameter.Grad!, static (value, grad) => value - grad)];
        }
    }

    public static void Freeze(World world, OperationDraft draft)
    {
        (string Key, Entry Entry)[] parameters = [.. world.Root.NamedParameters()];
        if (parameters.Length > 0)
        {
            (string key, Entry entry) = parameters[draft.A % parameters.Length];
            entry.Tensor.RequiresGrad = draft.B % 3 == 0 && entry.Tensor.IsFloating;
            world.Note($"root.get_parameter(\"{key}\").requires_grad = {(entry.Tensor.RequiresGrad ? "true" : "false")};");
            Parameter real = world.Real.get_parameter(key) ?? throw new MismatchException($"root.get_parameter(\"{key}\") is null");
            real.requires_grad = entry.Tensor.RequiresGrad;
        }
    }

    private static ModelModule Pick(World world, int die)
    {
        ModelModule[] modules = [.. world.Modules.Where(static module => module.IsStateful)];
        return die % 2 == 0 ? world.Root : modules[die / 2 % modules.Length];
    }
}
