using TorchSharp.Generators.Runtime.Tests.StockLayers;
using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.DisposeScopes;

/// <summary>S11 for TorchSharp's layers: those that libtorch implements leave what they make in the scope.</summary>
public partial class StockLayerScopeTests
{
    [Module]
    internal sealed partial class Initialized(Func<Module> create) : Module(nameof(Initialized))
    {
        public readonly Module layer = create();
    }

    [Module]
    internal sealed partial class Assigned : Module
    {
        public readonly Module layer;

        public Assigned(Func<Module> create)
            : base(nameof(Assigned))
        {
            layer = create();
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Partial() : Module(nameof(Partial))
    {
        public partial Module? Layer { get; set; }
    }

    [Module]
    internal sealed partial class Listed(Func<Module> create) : Module(nameof(Listed))
    {
        [Submodule] public readonly List<Module> layers = [create()];
    }

    [Module]
    internal sealed partial class Keyed(Func<Module> create) : Module(nameof(Keyed))
    {
        [Submodule] public readonly Dictionary<string, List<Module>> layers = new() { ["a"] = [create()] };
    }

    [Module]
    internal sealed partial class InModuleList(Func<Module> create) : Module(nameof(InModuleList))
    {
        public readonly ModuleList<Module> layers = ModuleList(create());
    }

    [Module]
    internal sealed partial class InModuleDict(Func<Module> create) : Module(nameof(InModuleDict))
    {
        public readonly ModuleDict<Module> layers = ModuleDict(("a", create()));
    }

    [Module]
    internal sealed partial class InList(Func<Module> create) : Module(nameof(InList))
    {
        [Submodule] public readonly ModuleList<Module>[] layers = [ModuleList<Module>(ModuleList(create()))];
    }

    [Module]
    internal partial class Open : Module
    {
        public readonly Module layer;
        public readonly ModuleList<Module> layers;

        protected Open(Func<Module> create)
            : base(nameof(Open)) => (layer, layers) = (create(), ModuleList(create()));
    }

    private sealed class HandWrittenOver : Open
    {
        public HandWrittenOver(Func<Module> create)
            : base(create) => RegisterComponents();
    }

    internal class HandWritten(string name) : Module(name);

    [Module]
    internal sealed partial class OverHandWritten : HandWritten
    {
        public readonly Module layer;
        public readonly ModuleList<Module> layers;

        public OverHandWritten(Func<Module> create)
            : base(nameof(OverHandWritten))
        {
            (layer, layers) = (create(), ModuleList(create()));
            RegisterComponents();
        }
    }

    [Module]
    internal sealed partial class Stack : Sequential
    {
        public Stack()
            : base(("words", Embedding(4, 4)), ("more", Sequential(("words", Embedding(4, 4))))) => RegisterComponents();
    }

    private static readonly Dictionary<string, Func<Func<Module>, Module>> s_places = new()
    {
        [nameof(Initialized)] = static create => new Initialized(create),
        [nameof(Assigned)] = static create => new Assigned(create),
        [nameof(Partial)] = static create => new Partial { Layer = create() },
        [nameof(Listed)] = static create => new Listed(create),
        [nameof(Keyed)] = static create => new Keyed(create),
        [nameof(InModuleList)] = static create => new InModuleList(create),
        [nameof(InModuleDict)] = static create => new InModuleDict(create),
        [nameof(InList)] = static create => new InList(create),
        [nameof(HandWrittenOver)] = static create => new HandWrittenOver(create),
        [nameof(OverHandWritten)] = static create => new OverHandWritten(create),
    };

    public static TheoryData<string, string> LayersAndPlaces =>
        [.. from layer in StockLayerTests.s_layers.Keys from place in s_places.Keys select (layer, place)];

    [Fact]
    public void TorchSharp_detaches_its_layers_but_for_some_T51()
    {
        List<string> dead = [];
        foreach ((string layer, StockLayerTests.Case stock) in StockLayerTests.s_layers)
        {
            Tensor[] made;
            using (NewDisposeScope())
            {
                made = [.. Made(stock.Create())];
            }

            if (made.Any(static tensor => tensor.IsInvalid))
            {
                dead.Add(layer);
            }
        }

        Assert.Equal(
            [
                "Embedding", "EmbeddingBag", "LSTM", "GRU", "RNN", "RNNCell", "LSTMCell", "GRUCell", "MultiheadAttention",
                "TransformerEncoderLayer", "TransformerEncoder", "TransformerDecoderLayer", "TransformerDecoder", "Transformer",
                "ParameterList", "ParameterDict",
            ],
            dead);
    }

    [Theory]
    [MemberData(nameof(LayersAndPlaces))]
    public void It_outlives_the_scope_that_it_is_built_in(string layer, string place)
    {
        StockLayerTests.Case stock = StockLayerTests.s_layers[layer];
        using Module expected = s_places[place](stock.Create);
        Module? child = null;
        Module module;
        using (NewDisposeScope())
        {
            module = s_places[place](() => child = stock.Create());
        }

        using (module)
        {
            Assert.Equal(expected.state_dict().Keys, module.state_dict().Keys);
            Assert.All(StateAssert.Tensors(module), static entry => Assert.False(entry.Tensor.IsInvalid));
            using Tensor output = stock.Forward(child!, ones(stock.Shape));
            Assert.False(output.IsInvalid);
            module.to(ScalarType.Float64);
        }
    }

    [Fact]
    public void So_do_the_children_of_a_Sequential_above_and_inside()
    {
        Stack stack;
        using (NewDisposeScope())
        {
            stack = new Stack();
        }

        using (stack)
        {
            StateAssert.Keys(stack, "words.weight", "more.words.weight");
        }
    }

    [Fact]
    public void So_does_what_a_container_gets_later()
    {
        using var list = new InModuleList(static () => Linear(1, 1));
        using var dictionary = new InModuleDict(static () => Linear(1, 1));
        list.state_dict();
        dictionary.state_dict();
        using (NewDisposeScope())
        {
            list.layers.append(Embedding(4, 4));
            dictionary.layers.Add("b", Embedding(4, 4));
            list.state_dict();
            dictionary.state_dict();
        }

        StateAssert.Keys(list, "layers.0.weight", "layers.0.bias", "layers.1.weight");
        StateAssert.Keys(dictionary, "layers.a.weight", "layers.a.bias", "layers.b.weight");
    }

    [Module]
    internal sealed partial class DictInList() : Module(nameof(DictInList))
    {
        public readonly ModuleList<ModuleDict<GRUCell>> layers = ModuleList(ModuleDict(("a", GRUCell(4, 4, bias: false))));
    }

    /// <summary>Only its type says how to list what it holds, until it is registered.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_ModuleDict_inside_another_container_leaves_the_scope_at_the_first_use(bool isUsed)
    {
        DictInList module;
        using (NewDisposeScope())
        {
            module = new DictInList();
            if (isUsed)
            {
                module.state_dict();
            }
        }

        if (isUsed)
        {
            StateAssert.Keys(module, "layers.0.a.weight_ih", "layers.0.a.weight_hh");
        }
        else
        {
            Assert.Contains(
                "layers.0.a.weight_ih",
                Assert.Throws<InvalidOperationException>(() => module.state_dict()).Message,
                StringComparison.Ordinal);
        }
    }

    [Module]
    internal sealed partial class InSequential() : Module(nameof(InSequential))
    {
        public readonly Sequential layers = Sequential(Linear(4, 4, hasBias: false));
    }

    [Fact]
    public void What_libtorch_implements_stays_in_the_scope_where_it_is_appended_to_a_Sequential()
    {
        using var module = new InSequential();
        module.state_dict();
        using (NewDisposeScope())
        {
            module.layers.append(Linear(4, 4, hasBias: false));
            module.layers.append(Embedding(4, 4));
            StateAssert.Keys(module, "layers.0.weight", "layers.1.weight", "layers.2.weight");
        }

        Assert.Contains(
            "layers.2.weight is disposed",
            Assert.Throws<InvalidOperationException>(() => module.state_dict()).Message,
            StringComparison.Ordinal);
    }

    private static IEnumerable<Tensor> Made(Module layer) =>
        [
            .. layer.named_parameters().Select(static entry => entry.parameter),
            .. layer.named_buffers().Select(static entry => entry.buffer)
        ];
}
