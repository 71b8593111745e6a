using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Checkpoint.ShippedKeyAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Checkpoint.ShippedKeyAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

public class TSG2001_ShippedStateKeyIsGoneTests
{
    /// <summary>The class as it was shipped, which saves, and the class as it is.</summary>
    private const string Load =
        """
        var file = new System.IO.MemoryStream();
        new Shipped().save(new System.IO.BinaryWriter(file));
        file.Position = 0;
        var net = new Net();
        try { net.load(file); } catch (StateDictException error) { return error.UnexpectedKeys[0]; }
        return net.state_dict().Values.Single().sum().item<float>().ToString();
        """;

    private const string Shipped =
        "[Module] public partial class Shipped() : nn.Module(\"net\") { [Buffer] private Tensor mask = ones(2); }";

    [Fact]
    public Task Key_that_is_gone_triggers_and_the_file_does_not_load() =>
        Proof.VerifyAsync(
            $$"""
            {{Shipped}}
            [Module] public partial class {|TSG2001:Net|}() : nn.Module("net") { [Buffer] private Tensor causal = zeros(2); }
            """,
            Load,
            "mask",
            "Net.mask buffer");

    [Fact]
    public Task Key_that_is_an_alias_does_not_trigger_and_the_file_loads() =>
        Proof.VerifyAsync(
            $$"""
            {{Shipped}}
            [Module] public partial class Net() : nn.Module("net") { [Buffer(Aliases = ["mask"])] private Tensor causal = zeros(2); }
            """,
            Load,
            "2",
            "Net.mask buffer");

    [Fact]
    public Task Kind_that_changed_triggers_and_the_file_does_not_load() =>
        Proof.VerifyAsync(
            $$"""
            {{Shipped}}
            [Module] public partial class Net() : nn.Module("net") { [Buffer(Persistent = false)] private Tensor {|TSG2001:mask|} = zeros(2); }
            """,
            Load,
            "mask",
            "Net.mask buffer");

    [Theory]
    [InlineData("Net.a parameter", "[Buffer] private Tensor {|TSG2001:a|} = zeros(2);")]
    [InlineData("Net.a buffer non-persistent", "[Buffer] private Tensor {|TSG2001:a|} = zeros(2);")]
    [InlineData("Net.a module TorchSharp.Modules.Linear", "private Dropout {|TSG2001:a|} = Dropout();")]
    [InlineData("Net.a buffer", "[Submodule(\"b\", Aliases = [\"a\"])] private Dropout {|TSG2001:c|} = Dropout();")]
    [InlineData(
        "Net.a module System.Collections.Generic.List<TorchSharp.Modules.Linear>",
        "[Submodule] private Dictionary<string, Linear> {|TSG2001:a|} = new();")]
    [InlineData(
        "Net.a module System.Collections.Generic.List<TorchSharp.Modules.Linear>", "[Submodule] private Dropout[] {|TSG2001:a|} = [];")]
    [InlineData("Net.a module TorchSharp.Modules.Linear[]", "[Submodule] private Linear[][] {|TSG2001:a|} = [];")]
    [InlineData(
        "Net.a module System.Collections.Generic.Dictionary<string, TorchSharp.Modules.Linear>",
        "[Submodule] private Dictionary<int, Linear> {|TSG2001:a|} = new();")]
    [InlineData(
        "Net.a module System.Collections.Generic.Dictionary<TorchSharp.Modules.Linear>",
        "[Submodule] private Dictionary<string, Linear> {|TSG2001:a|} = new();")]
    public Task Changed_kind_triggers_on_the_member(string keys, string member) =>
        VerifyAsync(keys, $"[Module] partial class Net() : nn.Module(\"n\") {{ {member} }}");

    [Theory]
    [InlineData("Net.a parameter", "private Parameter a = nn.Parameter(zeros(2));")]
    [InlineData("Net.a buffer", "[Buffer] private Tensor? a;")]
    [InlineData("Net.a buffer # as of 1.2", "[Buffer] private Tensor a = zeros(2);")]
    [InlineData("  Net.a \t buffer  ", "[Buffer] private Tensor a = zeros(2);")]
    [InlineData("Net.a buffer\r\nNet.a buffer\r\n", "[Buffer] private Tensor a = zeros(2);")]
    [InlineData("Net.a buffer\nNet.a parameter", "[Buffer] private Tensor a = zeros(2);")]
    [InlineData("Net.a buffer non-persistent", "[Buffer(Persistent = false)] private Tensor a = zeros(2);")]
    [InlineData("Net.a module TorchSharp.Modules.Linear", "private Linear? a;")]
    [InlineData("Net.a buffer", "[Buffer] private List<Tensor> a = new();")]
    [InlineData("Net.\"a # b\" buffer", "[Buffer(\"a # b\")] private Tensor a = zeros(2);")]
    [InlineData("Net.\"a \\\" b\" buffer", "[Buffer(\"a \\\" b\")] private Tensor a = zeros(2);")]
    [InlineData("Net.a-b/c buffer", "[Buffer(\"a-b/c\")] private Tensor a = zeros(2);")]
    [InlineData("# Net.b buffer\n\n   \n", "[Buffer] private Tensor a = zeros(2);")]
    [InlineData("Net.b buffer", "[Buffer(Aliases = [\"b\"])] private Tensor a = zeros(2);")]
    public Task What_is_as_it_was_does_not_trigger(string keys, string member) =>
        VerifyAsync(keys, $"[Module] partial class Net() : nn.Module(\"n\") {{ {member} }}");

    /// <summary>A list is an array is a ModuleList: their keys are their indices.</summary>
    [Fact]
    public Task Collection_of_another_type_does_not_trigger_and_the_file_loads() =>
        Proof.VerifyAsync(
            """
            [Module] public partial class Shipped() : nn.Module("net") { [Submodule] private List<Linear> layers = [Linear(1, 1, hasBias: false)]; }
            [Module] public partial class Net() : nn.Module("net")
            {
                [Submodule] private readonly Linear[] layers = [Linear(1, 1, hasBias: false)];
                public Net Zero() { using (no_grad()) { layers[0].weight!.zero_(); } return this; }
            }
            """,
            Load.Replace("new Net()", "new Net().Zero()").Replace(
                "sum().item<float>().ToString()", "eq(0).any().item<bool>() ? \"is zero\" : \"loads\""),
            "loads",
            "Net.layers module System.Collections.Generic.List<TorchSharp.Modules.Linear>");

    [Theory]
    [InlineData("System.Collections.Generic.List<TorchSharp.Modules.Linear>", "IReadOnlyList<Linear>")]
    [InlineData("TorchSharp.Modules.Linear[]", "List<Linear>")]
    [InlineData("TorchSharp.Modules.ModuleList<TorchSharp.Modules.Linear>", "List<Linear?>")]
    [InlineData("TorchSharp.Modules.Linear[][]", "List<Linear[]>")]
    [InlineData("System.Collections.Generic.List<TorchSharp.Modules.Linear[]>", "IReadOnlyList<Linear>[]")]
    [InlineData("TorchSharp.Modules.ModuleDict<TorchSharp.Modules.Linear>", "Dictionary<string, Linear>")]
    [InlineData("System.Collections.Generic.Dictionary<string,TorchSharp.Modules.Linear[]>", "Dictionary<string, List<Linear>>")]
    public Task Collection_with_the_same_keys_does_not_trigger(string shipped, string type) =>
        VerifyAsync(
            $"Net.a module {shipped}", $"[Module] partial class Net() : nn.Module(\"n\") {{ [Submodule] private {type} a = null!; }}");

    /// <summary>No state_dict shows the name of a type parameter.</summary>
    [Fact]
    public Task Type_parameter_of_another_name_does_not_trigger() =>
        VerifyAsync(
            """
            Outer<T>.Pair<TKey,TValue>.key module TKey
            Outer<T>.Pair<TKey,TValue>.values module System.Collections.Generic.List<TValue>
            Outer<T>.Pair<TKey,TValue>.outer module T
            Outer<T>.Pair<TKey,TValue>.swapped module TKey
            Outer<T>.Pair<TKey,TValue>.leaf module Outer<TKey>.Leaf
            Outer<T>.Pair<TKey,TValue>.pair module Outer<T>.Pair<TValue, TorchSharp.Modules.Linear>
            """,
            """
            public partial class Outer<TOuter> where TOuter : nn.Module
            {
                [Module] public partial class Leaf() : nn.Module("l");

                [Module] public partial class Pair<T, TKey>() : nn.Module("p")
                    where TKey : nn.Module
                    where T : nn.Module
                {
                    private T? key;
                    [Submodule] private List<TKey>? values;
                    private TOuter? outer;
                    private TKey? {|TSG2001:swapped|};
                    private Outer<T>.Leaf? leaf;
                    private Pair<TKey, Linear>? pair;
                }
            }
            """);

    [Fact]
    public Task Gone_key_of_nested_and_generic_classes_triggers_on_their_name() =>
        VerifyAsync(
            """
            MyApp.Outer.Inner.gone buffer
            MyApp.Outer.Pair<TKey, TValue>.gone module TValue
            MyApp.Outer.Pair<TKey, TValue>.key module TKey
            """,
            """
            namespace MyApp;
            public partial class Outer
            {
                [Module] public partial class {|TSG2001:Inner|}() : nn.Module("i");

                [Module] public partial class {|TSG2001:Pair|}<TKey, TValue>(TKey key) : nn.Module("p")
                    where TKey : nn.Module
                    where TValue : nn.Module
                {
                    private readonly TKey key = key;
                }
            }
            """);

    [Fact]
    public Task Class_in_parts_is_one_class() =>
        VerifyAsync(
            "Net.a buffer\nNet.b buffer\nNet.c buffer",
            "[Module] partial class {|TSG2001:Net|}() : nn.Module(\"n\") { [Buffer] private Tensor a = zeros(2); }",
            "partial class Net { [Buffer] private Tensor b = zeros(2); }");

    /// <summary>A state_dict of the derived class has it where it was.</summary>
    [Theory]
    [InlineData("[Module] partial class Base() : nn.Module(\"b\") { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("[Module] partial class Base() : nn.Module(\"b\") { [Buffer(Aliases = [\"mask\"])] private Tensor causal = zeros(2); }")]
    [InlineData("class Base : nn.Module { private Tensor mask = zeros(2); public Base() : base(\"b\") => RegisterComponents(); }")]
    public Task Member_that_moved_to_a_base_does_not_trigger(string bases) =>
        VerifyAsync("Net.mask buffer", bases, "[Module] partial class Net : Base;");

    [Fact]
    public Task Member_of_a_base_is_a_key_of_the_base_alone() =>
        VerifyAsync(
            "Base.mask buffer",
            "[Module] abstract partial class {|TSG2001:Base|}() : nn.Module(\"b\");",
            "[Module] partial class Net : Base { [Buffer] private Tensor mask = zeros(2); }");

    /// <summary>What the state of these is nobody knows before they are mended.</summary>
    [Theory]
    [InlineData("[Module] class Net() : nn.Module(\"n\");")]
    [InlineData("[Module] partial class Net() : nn.Module(\"n\") { [Buffer] private readonly Tensor a = zeros(2); }")]
    [InlineData("[Module] partial class Net() : nn.Module(\"n\") { [Submodule] private Missing mask; }")]
    [InlineData("[Module] partial class Net() : nn.Module(\"n\") { [Submodule] private List<Missing> mask; }")]
    [InlineData("[Module] partial class Net() : Missing { }")]
    public Task Class_with_a_mistake_does_not_trigger(string type) =>
        Verify.VerifyAsync([type], [], compilerErrors: false, files: [("/StateKeys.txt", "Net.mask buffer")]);

    [Theory]
    [InlineData("[Module] partial class Network() : nn.Module(\"n\") { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("class Net : nn.Module { private Tensor mask = zeros(2); public Net() : base(\"n\") => RegisterComponents(); }")]
    [InlineData("namespace MyApp { [Module] partial class Net() : nn.Module(\"n\") { [Buffer] private Tensor mask = zeros(2); } }")]
    [InlineData("[Module] partial class Net<T>() : nn.Module(\"n\") { [Buffer] private Tensor mask = zeros(2); }")]
    public Task Class_that_is_gone_triggers_once_in_the_file(string type) =>
        VerifyAsync("# shipped\n{|TSG2001:Net.mask buffer|}\nNet.other buffer\n", type);

    [Fact]
    public Task File_of_another_name_is_not_read() =>
        Verify.VerifyAsync(
            ["[Module] partial class Net() : nn.Module(\"n\");"],
            [],
            files: [("/Keys.txt", "Net.mask buffer"), ("/StateKeys.txt.bak", "Net.mask buffer")]);

    /// <summary>One beside the project, and one of a target framework.</summary>
    [Fact]
    public Task All_files_count() =>
        Verify.VerifyAsync(
            ["[Module] partial class {|TSG2001:{|TSG2001:Net|}|}() : nn.Module(\"n\") { [Buffer] private Tensor c = zeros(2); }"],
            [],
            files: [("/StateKeys.txt", "Net.a buffer\nNet.c parameter"), ("/net8.0/StateKeys.txt", "Net.b buffer\nNet.c buffer")]);

    [Fact]
    public async Task Words_say_what_became_of_the_key()
    {
        Assert.Equal(
            [
                "The state key 'a' was shipped as 'buffer' and is 'buffer non-persistent' now",
                "The state key 'b' was shipped as 'parameter' and is gone: files saved before do not load, unless an alias says what took its place",
                "The state key 'c' was shipped as 'buffer non-persistent' and is gone: it was in no file, so the line can go",
                "The state key 'd' was shipped as 'buffer' by 'Gone', which is no generated class now: give its lines the new name, or remove them",
            ],
            await KeyFileRun.MessagesAsync(
                new Rules.Checkpoint.ShippedKeyAnalyzer(),
                "[Module] partial class Net() : nn.Module(\"n\") { [Buffer(Persistent = false)] private Tensor a = zeros(2); }",
                "Net.a buffer\nNet.b parameter\nNet.c buffer non-persistent\nGone.d buffer"));
    }

    private static Task VerifyAsync(string keys, params string[] sources) =>
        Verify.VerifyAsync(sources, [], files: [("/StateKeys.txt", keys)]);
}
