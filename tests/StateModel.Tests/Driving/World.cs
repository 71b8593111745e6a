using System.Globalization;
using TorchSharp.Generators.StateModel.Tests.Model;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>A tree of modules beside its model, and what was made with both so far.</summary>
internal sealed class World(ModelModule root, Func<string, Type> typeOf)
{
    public ModelModule Root { get; } = root;

    public nn.Module Real => (nn.Module)Root.Real!;

    /// <summary>What is outside of the tree and must stay as it is: what a member held before.</summary>
    public List<ModelTensor> Orphans { get; } = [];

    public List<ModelModule> OrphanModules { get; } = [];

    /// <summary>What was done, as C# that a reader can follow.</summary>
    public List<string> Log { get; } = [];

    /// <summary>An optimizer, with the parameters it was made for.</summary>
    public (optim.Optimizer Real, ModelTensor[] Parameters)? Optimizer { get; set; }

    /// <summary>A saved file, with what is in it.</summary>
    public (byte[] Bytes, (string Key, ModelTensor Tensor)[] Entries)? Saved { get; set; }

    /// <summary>Each tensor that a member in the tree holds, registered or not.</summary>
    public HashSet<ModelTensor> Tensors =>
        [
            .. AllModules.SelectMany(static module => module.Slots)
                .SelectMany(static slot => slot.Leaves)
                .Select(static slot => slot.Value)
                .OfType<ModelTensor>()
        ];

    /// <summary>The members of generated classes in the tree.</summary>
    public (ModelModule Module, Slot Slot)[] Members =>
        [.. from module in Modules from slot in module.Slots where slot.IsDeclared select (module, slot)];

    /// <summary>Each module once, those in members that are not registered too.</summary>
    public HashSet<ModelModule> AllModules
    {
        get
        {
            HashSet<ModelModule> found = [];
            Collect(Root);
            return found;

            void Collect(ModelModule module)
            {
                if (found.Add(module))
                {
                    foreach (Slot slot in module.Slots.SelectMany(static slot => slot.Leaves))
                    {
                        if (slot.Value is ModelModule child)
                        {
                            Collect(child);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Each module once.</summary>
    public IEnumerable<ModelModule> Modules => Root.Walk().Select(static place => place.Node).OfType<ModelModule>().Distinct();

    public object New(ModelModule module)
    {
        string name = Classes.ClassRenderer.NameOf(module.Type);
        object real = RealFactory.Create(module.Type, typeOf);
        Binding.Bind(module, real, $".(new {name})");
        return real;
    }

    /// <summary>Something that must fail and change nothing.</summary>
    public void Refuses(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is not MismatchException)
        {
            Checking.Comparison.Run(this);
            return;
        }

        throw new MismatchException("this was done and should have been refused");
    }

    public void Note(string line) => Log.Add(line);

    public void Note(FormattableString line) => Log.Add(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>How a reader finds <paramref name="node"/>.</summary>
    public string PathOf(Node node) =>
        $"root{string.Concat(Root.Walk().First(place => place.Node == node).Prefix.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(static name => $".{name}"))}";
}
