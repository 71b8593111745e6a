using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Checkpoint.NewKeyAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

public class TSG2002_StateKeyIsNewTests
{
    private const string Members =
        """
        [Buffer] private Tensor {|TSG2002:mask|} = zeros(2);
        [Buffer(Persistent = false, Aliases = ["freq"])] private Tensor {|TSG2002:inv_freq|} = zeros(2);
        private Parameter {|TSG2002:scale|} = nn.Parameter(zeros(2));
        private readonly Linear {|TSG2002:fc|} = Linear(2, 2);
        [Submodule] private readonly List<Linear> {|TSG2002:layers|} = [];
        [NotRegistered] private Tensor scratch = zeros(2);
        """;

    [Theory]
    [InlineData("")]
    [InlineData("# nothing shipped yet\n")]
    [InlineData("Net.freq buffer non-persistent\nBase.mask buffer\nNett.mask buffer\nMyApp.Net.mask buffer\n# Net.mask buffer\n")]
    public Task Key_that_is_not_in_the_file_triggers(string keys) =>
        VerifyAsync(keys, $"[Module] partial class Net() : nn.Module(\"n\") {{ {Members} }}");

    [Fact]
    public Task Key_that_is_in_the_file_does_not_trigger() =>
        VerifyAsync(
            "Net.mask buffer\nNet.inv_freq buffer non-persistent\nNet.scale parameter\nNet.fc module X\nNet.layers buffer\n",
            $"[Module] partial class Net() : nn.Module(\"n\") {{ {Members.Replace("{|TSG2002:", "").Replace("|}", "")} }}");

    [Fact]
    public Task Key_of_a_class_whose_type_parameter_has_another_name_does_not_trigger() =>
        VerifyAsync(
            "Net<T>.inner module T",
            "[Module] partial class Net<TInner>() : nn.Module(\"n\") where TInner : nn.Module { private TInner? inner; private Linear? {|TSG2002:own|}; }");

    [Fact]
    public Task Without_the_file_nothing_triggers() =>
        Verify.VerifyAsync($"[Module] partial class Net() : nn.Module(\"n\") {{ {Members.Replace("{|TSG2002:", "").Replace("|}", "")} }}");

    [Theory]
    [InlineData("class Net : nn.Module { private Tensor mask = zeros(2); public Net() : base(\"n\") => RegisterComponents(); }")]
    [InlineData("[Module] class Net() : nn.Module(\"n\") { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("[Module] partial class Net() : nn.Module(\"n\") { [Buffer] private readonly Tensor mask = zeros(2); }")]
    public Task Class_that_is_not_generated_does_not_trigger(string type) =>
        Verify.VerifyAsync([type], [], compilerErrors: false, files: [("/StateKeys.txt", "")]);

    [Fact]
    public Task Each_class_has_its_own_members_alone() =>
        VerifyAsync(
            "Base.mask buffer",
            "[Module] abstract partial class Base() : nn.Module(\"b\") { [Buffer] public virtual partial Tensor mask { get; set; } }",
            "[Module] partial class Net : Base { public override partial Tensor mask { get; set; } [Buffer] private Tensor {|TSG2002:own|} = zeros(2); }");

    [Fact]
    public async Task Words_name_the_key_and_say_when_to_add_it() =>
        Assert.Equal(
            ["The state key 'mask' is not in StateKeys.txt yet: add it when a version is released that saves files with it"],
            await KeyFileRun.MessagesAsync(
                new Rules.Checkpoint.NewKeyAnalyzer(),
                "[Module] partial class Net() : nn.Module(\"n\") { [Buffer(\"mask\")] private Tensor _mask = zeros(2); }",
                ""));

    private static Task VerifyAsync(string keys, params string[] sources) =>
        Verify.VerifyAsync(sources, [], files: [("/StateKeys.txt", keys)]);
}
