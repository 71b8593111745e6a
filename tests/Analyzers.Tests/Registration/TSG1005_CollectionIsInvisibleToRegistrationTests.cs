using Microsoft.CodeAnalysis.Testing;
using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.InvisibleCollectionAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.InvisibleCollectionAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1005_CollectionIsInvisibleToRegistrationTests
{
    private const string Report =
        """
        var module = new Model();
        module.to(float64);
        module.eval();
        return $"[{string.Join(",", module.state_dict().Keys)}] {((Linear)module.layers[0]).weight!.dtype} {module.layers[0].training}";
        """;

    [Fact]
    public Task List_triggers_and_its_elements_stay_behind() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public readonly List<Linear> {|TSG1005:layers|} = new();
                public Model() : base("m") { layers.Add(Linear(2, 2)); RegisterComponents(); }
                public override Tensor forward(Tensor x) => layers[0].call(x);
            }
            """,
            Report,
            "[] Float32 True");

    /// <summary>There is nothing to move to yet: what moves later finds the tensors where they are.</summary>
    [Fact]
    public Task List_whose_elements_the_constructor_alone_moves_triggers() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly List<Tensor> {|TSG1005:masks|} = new();
                public Model(Device device) : base("m")
                {
                    masks.Add(ones(2));
                    for (int i = 0; i < masks.Count; i++) masks[i] = masks[i].to(device);
                    RegisterComponents();
                }
                public override Tensor forward(Tensor x) => x * masks[0];
            }
            """);

    [Fact]
    public Task List_registered_in_a_loop_does_not_trigger_and_moves() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public readonly List<Linear> layers = new();
                public Model() : base("m")
                {
                    layers.Add(Linear(2, 2));
                    for (int i = 0; i < layers.Count; i++) register_module($"layer{i}", layers[i]);
                }
                public override Tensor forward(Tensor x) => layers[0].call(x);
            }
            """,
            Report,
            "[layer0.weight,layer0.bias] Float64 False");

    [Fact]
    public Task List_that_feeds_a_sequential_does_not_trigger_and_moves() =>
        Proof.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public readonly List<Module<Tensor, Tensor>> layers = new();
                private readonly Sequential net;
                public Model() : base("m") { layers.Add(Linear(2, 2)); net = Sequential(layers.ToArray()); RegisterComponents(); }
                public override Tensor forward(Tensor x) => net.call(x) + layers.Count;
            }
            """,
            Report,
            "[net.0.weight,net.0.bias] Float64 False");

    [Theory]
    [InlineData("List<Linear>", "foreach (var layer in layers) x = layer.call(x); return x;")]
    [InlineData(
        "List<List<Module>>",
        "for (int i = 0; i < layers.Count; i++) foreach (var layer in layers[i]) x = ((dynamic)layer).forward(x); return x;")]
    [InlineData("Dictionary<string, Linear>", "return layers[\"a\"].call(x);")]
    public Task Place_for_layers_that_nobody_fills_yet_triggers_and_whoever_fills_it_loses_them(string type, string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                public {{type}} {|TSG1005:layers|};
                public Model() : base("m") { layers = new {{type}}(); RegisterComponents(); }
                public override Tensor forward(Tensor x) { {{body}} }
            }
            """);

    [Theory]
    [InlineData("", "return x + layers.Count;")]
    [InlineData("public Model(List<Linear> given) : this() => layers = given;", "return layers[0].call(x);")]
    [InlineData("public void Fill(System.Action<List<Linear>> fill) => fill(layers);", "return layers[0].call(x);")]
    [InlineData("public void Use(Linear other) { layers.Add(other); }", "return layers[0].call(x);")]
    public Task Empty_list_that_is_not_run_or_may_be_filled_by_somebody_does_not_trigger(string member, string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                public List<Linear> layers;
                public Model() : base("m") { layers = new List<Linear>(); RegisterComponents(); }
                {{member}}
                public override Tensor forward(Tensor x) { {{body}} }
            }
            """);

    [Theory]
    [InlineData("Linear[]", "{ Linear(2, 2) }", "layers[0].call(x)", "a Linear[]")]
    [InlineData("List<Linear>", "[Linear(2, 2)]", "layers[0].call(x)", "a List<Linear>")]
    [InlineData("Dictionary<string, Linear>", "new() { [\"a\"] = Linear(2, 2) }", "layers[\"a\"].call(x)", "a Dictionary<string, Linear>")]
    [InlineData(
        "(Linear A, Linear B)", "(Linear(2, 2), Linear(2, 2))", "layers.A.call(layers.B.call(x))", "the tuple (Linear A, Linear B)")]
    [InlineData("Lazy<Linear>", "new(() => Linear(2, 2))", "layers.Value.call(x)", "a Lazy<Linear>")]
    [InlineData("Tensor[]", "{ ones(2) }", "x + layers[0]", "a Tensor[]")]
    [InlineData("List<Parameter>", "[Parameter(ones(2))]", "x * layers[0]", "a List<Parameter>")]
    public Task Message_names_the_holder(string type, string value, string use, string words) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private readonly {{type}} {|#0:layers|} = {{value}};
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => {{use}};
            }
            """,
            Verify.Diagnostic(Descriptors.TSG1005_CollectionIsInvisibleToRegistration).WithLocation(0).WithArguments("layers", words));

    [Theory]
    [InlineData("List<Linear>", "layers.Add(Linear(2, 2));", "layers[0]")]
    [InlineData("List<Linear>", "layers.AddRange([Linear(2, 2), Linear(2, 2)]);", "layers[0]")]
    [InlineData("List<Linear>", "layers.Insert(0, Linear(2, 2));", "layers[0]")]
    [InlineData("Dictionary<string, Linear>", "layers.Add(\"a\", Linear(2, 2));", "layers[\"a\"]")]
    [InlineData("Dictionary<string, Linear>", "layers.TryAdd(\"a\", Linear(2, 2));", "layers[\"a\"]")]
    [InlineData("Dictionary<string, Linear>", "layers[\"a\"] = Linear(2, 2);", "layers[\"a\"]")]
    [InlineData("Stack<Linear>", "layers.Push(Linear(2, 2));", "layers.Peek()")]
    [InlineData("Queue<Linear>", "layers.Enqueue(Linear(2, 2));", "layers.Peek()")]
    [InlineData("LinkedList<Linear>", "layers.AddLast(Linear(2, 2));", "layers.First!.Value")]
    public Task Any_way_into_a_collection_triggers(string type, string fill, string element) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private readonly {{type}} {|TSG1005:layers|} = new();
                public Model() : base("m") { {{fill}} RegisterComponents(); }
                public override Tensor forward(Tensor x) => {{element}}.call(x);
            }
            """);

    /// <summary>A generated class overrides what TorchSharp calls on its modules, and hides <c>save</c>.</summary>
    [Theory]
    [InlineData("block.to(d);")]
    [InlineData("block.apply(_ => { });")]
    [InlineData("block.named_parameters().ToArray();")]
    [InlineData("block.state_dict();")]
    [InlineData("block.save(\"block\");")]
    public Task Generated_modules_that_are_looked_after_by_hand_do_not_trigger(string use) =>
        Verify.VerifyAsync(
            $$"""
            [Module]
            public partial class Block() : nn.Module("b") { private Linear fc = Linear(2, 2); }

            public class Model : nn.Module
            {
                private readonly List<Block> blocks = [new()];
                public Model() : base("m") => RegisterComponents();
                public void Use(Device d) { foreach (var block in blocks) { {{use}} } }
            }
            """);

    [Theory]
    [InlineData("foreach (var layer in layers) by_hand(layer);", "List<Linear>")]
    [InlineData("foreach (var pair in layers) by_hand(pair.Value);", "Dictionary<int, Linear>")]
    [InlineData("layers.ToList().ForEach(layer => by_hand(layer));", "List<Linear>")]
    [InlineData("var all = layers; for (int i = 0; i < 1; i++) by_hand(all[i]);", "List<Linear>")]
    public Task Any_way_to_the_elements_that_registers_them_does_not_trigger(string register, string type) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private readonly {{type}} layers = new();
                public Model() : base("m")
                {
                    layers.{{(type.StartsWith("List", StringComparison.Ordinal) ? "Add(" : "Add(0, ")}}Linear(2, 2));
                    int number = 0;
                    {{register.Replace("by_hand(", "register_module((number++).ToString(), ", StringComparison.Ordinal)}}
                }
                public override Tensor forward(Tensor x) => layers[0].call(x);
            }
            """);

    [Theory]
    [InlineData("readonly List<Tensor> kept = new();", "kept.Add(x); return kept[0];")]
    [InlineData("readonly Dictionary<string, Tensor> kept = new();", "kept[x.device.ToString()] = x; return x;")]
    [InlineData("readonly Module<Tensor, Tensor>[] kept = { ReLU(), Tanh() };", "return kept[0].call(x);")]
    [InlineData("readonly Tensor[] kept = { ones(2) };", "return x + kept[0].to(x.device);")]
    [InlineData("readonly Linear[] kept; Model(Linear a) : this() => kept = [a];", "return kept[0].call(x);")]
    [InlineData(
        "readonly List<Linear> kept = [Linear(2, 2)]; public IEnumerable<Parameter> All => kept.SelectMany(item => item.parameters());",
        "return kept[0].call(x);")]
    [InlineData(
        "readonly List<Linear> kept = [Linear(2, 2)]; public void Move(Device d) => kept.ForEach(item => item.to(d));",
        "return kept[0].call(x);")]
    [InlineData("readonly Linear[] kept = { Linear(2, 2) }; void Move(Device d) { foreach (var item in kept) item.to(d); }", "return kept[0].call(x);")]
    [InlineData("readonly Dictionary<int, Linear> kept = new() { [0] = Linear(2, 2) }; void Move(Device d) { foreach (var pair in kept) pair.Value.to(d); }", "return kept[0].call(x);")]
    [InlineData("readonly Dictionary<int, Linear> kept = new() { [0] = Linear(2, 2) }; void Move(Device d) { foreach (var item in kept.Values) item.to(d); }", "return kept[0].call(x);")]
    [InlineData("readonly Dictionary<int, Linear> kept = new() { [0] = Linear(2, 2) }; void Move(Device d) { foreach (var (_, item) in kept) item.to(d); }", "return kept[0].call(x);")]
    [InlineData("readonly Linear[] kept = { Linear(2, 2) }; void Move(Device d) { var all = kept; foreach (var item in all) item.to(d); }", "return kept[0].call(x);")]
    [InlineData("readonly Lazy<Linear> kept = new(() => Linear(2, 2)); void Move(Device d) => kept.Value.to(d);", "return kept.Value.call(x);")]
    [InlineData("readonly Linear[] kept = { Linear(2, 2) }; void Move(Device d) { var all = kept; all[0].to(d); }", "return kept[0].call(x);")]
    [InlineData("readonly (Linear A, int N) kept = (Linear(2, 2), 1); void Move(Device d) => kept.A.to(d);", "return kept.A.call(x);")]
    [InlineData("readonly List<Module<Tensor, Tensor>> kept = [Linear(2, 2)]; Sequential All => Sequential(kept.ToArray());", "return All.call(x);")]
    [InlineData("readonly List<long> kept = [1];", "return x + kept[0];")]
    [InlineData("readonly List<long> kept = [1];", "List<long> all = kept.Concat({|CS0165:all|}).ToList(); return x + all[0];")]
    [InlineData("readonly Tensor[] kept = { ones(2) };", "Tensor[] all = kept.Concat({|CS0165:all|}).ToArray(); return x;")]
    [InlineData(
        "readonly Tensor[] kept = { ones(2) }; readonly float total; Model(Tensor given) : this() => total = (given + kept[0]).item<float>();",
        "return x * total;")]
    [InlineData("static readonly Linear[] kept = { Linear(2, 2) };", "return kept[0].call(x);")]
    public Task Look_alike_does_not_trigger(string member, string body) =>
        Verify.VerifyAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private {{member}}
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) { {{body}} }
            }
            """);

    /// <summary>Where the elements go is asked of the helper that gets them, or that gives them.</summary>
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); RegisterMany(\"layer\", layers);")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); AddAll(layers);")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); this.RegisterAll(layers);")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); Wiring.RegisterAll(this, layers);")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); foreach (var l in layers) Wiring.Attach(this, \"l\" + layers.IndexOf(l), l);")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Registered($\"l{i}\", Linear(2, 2)));")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Wiring.Attach(this, $\"l{i}\", Linear(2, 2)));")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Made(i));")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); Elsewhere(layers);")]
    public Task List_whose_elements_a_helper_registers_does_not_trigger(string body) => Verify.VerifyAsync(WithHelpers("layers", body));

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); Print(layers);")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); Console.WriteLine(string.Join(\",\", layers));")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Same(Linear(2, 2)));")]
    [InlineData("for (int i = 0; i < n; i++) layers.Add(Linear(2, 2)); RegisterMany(\"other\", new List<Linear>());")]
    public Task List_that_a_helper_only_looks_at_triggers(string body) => Verify.VerifyAsync(WithHelpers("{|TSG1005:layers|}", body));

    [Fact]
    public Task List_that_a_helper_registers_moves() =>
        Proof.VerifyAsync(
            """
            public static class Wiring
            {
                public static T Attach<T>(nn.Module owner, string name, T module) where T : nn.Module
                {
                    owner.register_module(name, module);
                    return module;
                }
            }

            public class Model : Module<Tensor, Tensor>
            {
                public readonly List<Linear> layers = new();
                public Model() : base("m") => layers.Add(Wiring.Attach(this, "layer0", Linear(2, 2)));
                public override Tensor forward(Tensor x) => layers[0].call(x);
            }
            """,
            Report,
            "[layer0.weight,layer0.bias] Float64 False");

    private static string WithHelpers(string member, string body) =>
        $$"""
        public static class Wiring
        {
            public static T Attach<T>(nn.Module owner, string name, T module) where T : nn.Module
            {
                owner.register_module(name, module);
                return module;
            }

            public static void RegisterAll<T>(this nn.Module owner, IReadOnlyList<T> items) where T : nn.Module
            {
                for (int i = 0; i < items.Count; i++) owner.register_module($"layer{i}", items[i]);
            }
        }

        public abstract class Base(string name) : Module<Tensor, Tensor>(name)
        {
            protected void RegisterMany(string prefix, IEnumerable<nn.Module> items)
            {
                int i = 0;
                foreach (var item in items) register_module($"{prefix}{i++}", item);
            }

            protected abstract void Elsewhere(List<Linear> items);
        }

        public abstract class Model : Base
        {
            private readonly List<Linear> {{member}} = new();
            public Model(int n) : base("m") { {{body}} RegisterComponents(); }
            private void AddAll(List<Linear> items) => RegisterMany("l", items);
            private T Registered<T>(string name, T module) where T : nn.Module { register_module(name, module); return module; }
            private Linear Made(int i) { var made = Linear(2, 2); register_module("l" + i, made); return made; }
            private static T Same<T>(T module) { Console.WriteLine(module); return module; }
            private static void Print(List<Linear> items) { foreach (var item in items) Console.WriteLine(item); }
            public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => layer.call(y));
        }
        """;
}
