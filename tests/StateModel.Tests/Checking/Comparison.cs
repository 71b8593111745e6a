using TorchSharp.Generators.StateModel.Tests.Driving;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Checking;

/// <summary>Compares a tree of modules with its model: members, keys, order, identity, values, gradients, liveness.</summary>
internal static class Comparison
{
    public static void Run(World world)
    {
        Binding.Bind(world.Root, world.Real);
        foreach (ModelModule module in world.OrphanModules)
        {
            Binding.Bind(module, module.Real, $".(earlier {module.Label})");
        }

        Lists(world);
        foreach ((string key, Entry entry) in world.Root.Walk().SelectMany(static place =>
            place.Node.Parameters.Concat(place.Node.Buffers).Select(entry => (place.Prefix + entry.Key, entry))))
        {
            TensorComparison.Run(key, entry.Tensor);
        }

        foreach (ModelTensor tensor in world.Tensors.Except(world.Root.Tensors().Select(static entries => entries.Key)))
        {
            TensorComparison.Run("(a tensor that is not registered)", tensor);
        }

        foreach (ModelTensor tensor in world.Orphans)
        {
            TensorComparison.Run("(a tensor that a member held before)", tensor);
        }

        foreach (ModelModule module in world.Modules)
        {
            bool training = ((nn.Module)module.Real!).training;
            Require(training == module.IsTraining, $"{world.PathOf(module)}.training is {training}");
        }
    }

    /// <summary>What the methods that read state answer.</summary>
    public static void Lists(World world)
    {
        foreach (ModelModule module in world.Modules.Where(static module => module.IsStateful))
        {
            if (module != world.Root)
            {
                Keys(
                    world,
                    module,
                    "state_dict",
                    ((nn.Module)module.Real!).state_dict().Select(static entry => (entry.Key, entry.Value)),
                    module.StateDict());
                continue;
            }

            All(world, module);
        }
    }

    private static void All(World world, ModelModule module)
    {
        var real = (nn.Module)module.Real!;
        Keys(world, module, "state_dict", real.state_dict().Select(static entry => (entry.Key, entry.Value)), module.StateDict());
        Keys(
            world,
            module,
            "named_parameters",
            real.named_parameters().Select(static entry => (entry.name, (Tensor)entry.parameter)),
            module.NamedParameters());
        Keys(
            world,
            module,
            "named_buffers",
            real.named_buffers(include_nonpersistent: true),
            module.NamedBuffers(includeNonPersistent: true));
        Keys(
            world,
            module,
            "named_buffers(include_nonpersistent: false)",
            real.named_buffers(include_nonpersistent: false),
            module.NamedBuffers(includeNonPersistent: false));
        Keys(
            world,
            module,
            "named_parameters(recurse: false)",
            real.named_parameters(recurse: false).Select(static entry => (entry.name, (Tensor)entry.parameter)),
            Distinct(module.Parameters));
        Same(
            world, module, "parameters", string.Join(", ", real.parameters().Count()), string.Join(", ", module.NamedParameters().Count()));
        Same(
            world,
            module,
            "named_children",
            string.Join(", ", real.named_children().Select(static child => child.name)),
            string.Join(", ", module.Children.Select(static child => child.Key)));
        string[] modules = [.. module.Walk().Skip(1).Select(static place => place.Prefix.TrimEnd('.')).Order(StringComparer.Ordinal)];
        Same(
            world,
            module,
            "named_modules",
            string.Join(", ", real.named_modules().Select(static child => child.name).Order(StringComparer.Ordinal)),
            string.Join(", ", modules));
    }

    private static IEnumerable<(string Key, Entry Entry)> Distinct(IEnumerable<Entry> entries)
    {
        var seen = new HashSet<ModelTensor>();
        return entries.Where(entry => seen.Add(entry.Tensor)).Select(static entry => (entry.Key, entry));
    }

    private static void Keys(
        World world,
        ModelModule module,
        string method,
        IEnumerable<(string Key, Tensor Tensor)> actual,
        IEnumerable<(string Key, Entry Entry)> expected)
    {
        (string Key, Tensor Tensor)[] found = [.. actual];
        (string Key, Entry Entry)[] wanted = [.. expected];
        Same(
            world,
            module,
            method,
            string.Join(", ", found.Select(static entry => entry.Key)),
            string.Join(", ", wanted.Select(static entry => entry.Key)));
        for (int i = 0; i < found.Length; i++)
        {
            Require(
                ReferenceEquals(found[i].Tensor, wanted[i].Entry.Tensor.Real),
                $"{world.PathOf(module)}.{method}() has another tensor under \"{found[i].Key}\" than the member");
        }
    }

    private static void Same(World world, ModelModule module, string method, string actual, string expected) =>
        Require(actual == expected, $"{world.PathOf(module)}.{method}():\n  is       [{actual}]\n  expected [{expected}]");

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
        {
            throw new MismatchException(complaint);
        }
    }
}
