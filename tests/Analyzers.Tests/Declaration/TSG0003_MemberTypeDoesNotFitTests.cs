using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0003_MemberTypeDoesNotFitTests
{
    [Theory]
    [InlineData("[Buffer] private int {|TSG0003:x|};")]
    [InlineData("[Buffer] private Linear {|TSG0003:x|} = Linear(1, 1);")]
    [InlineData("[Buffer] private Parameter {|TSG0003:x|} = nn.Parameter(zeros(2));")]
    [InlineData("[Parameter] private Tensor {|TSG0003:x|} = zeros(2);")]
    [InlineData("[Parameter] private Tensor {|TSG0003:X|} { get; set; } = zeros(2);")]
    [InlineData("[Parameter] private Linear {|TSG0003:x|} = Linear(1, 1);")]
    [InlineData("[Submodule] private Tensor {|TSG0003:x|} = zeros(2);")]
    [InlineData("[Submodule] private string {|TSG0003:x|} = \"\";")]
    [InlineData("[Submodule] private IDisposable? {|TSG0003:x|};")]
    [InlineData("[Buffer] private object? {|TSG0003:x|};")]
    [InlineData("[Buffer] private dynamic? {|TSG0003:x|};")]
    [InlineData("[Buffer] private (Tensor, Tensor) {|TSG0003:x|};")]
    [InlineData("[Buffer] private Lazy<Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Tensor[,]? {|TSG0003:x|};")]
    [InlineData("[Buffer] private List<HashSet<Tensor>>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private HashSet<Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Dictionary<double, Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Dictionary<object, Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Dictionary<DateTime, Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Dictionary<int?, Tensor>? {|TSG0003:x|};")]
    [InlineData("[Parameter] private List<Tensor[]>? {|TSG0003:x|};")]
    [InlineData("[Parameter] private List<Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private List<Linear>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Tensor? a; [Buffer] private int {|TSG0003:b|}, {|TSG0003:c|};")]
    public Task Unfit_type_triggers(string members) =>
        DeclarationVerifier.VerifyAsync($"partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Theory]
    [InlineData("[Buffer] private Tensor x = zeros(2);")]
    [InlineData("[Buffer] private Tensor? x;")]
    [InlineData("[Buffer] private TorchSharp.torch.Tensor X { get; set; } = zeros(2);")]
    [InlineData("[Parameter] private TorchSharp.Modules.Parameter? x;")]
    [InlineData("[Submodule] private Linear? x;")]
    [InlineData("[Submodule] private nn.Module x = Linear(1, 1);")]
    [InlineData("[Submodule] private IModule<Tensor, Tensor> x = Linear(1, 1);")]
    [InlineData("[NotRegistered] private int x = 1; public int Y => x;")]
    public Task Fitting_type_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Theory]
    [InlineData("[Buffer] private Tensor[] x = [];")]
    [InlineData("[Buffer] private List<Tensor> x = [];")]
    [InlineData("[Parameter] private IReadOnlyList<Parameter> x = [];")]
    [InlineData("[Submodule] private Dictionary<string, Linear> x = [];")]
    [InlineData("[Submodule] private readonly List<IModule<Tensor, Tensor>> x = [];")]
    [InlineData("[Buffer] private List<List<Tensor>> x = [];")]
    [InlineData("[Submodule] private Dictionary<DayOfWeek, Linear[]?> x = [];")]
    [InlineData("[Parameter] private Dictionary<ulong, Dictionary<sbyte, Parameter>> x = [];")]
    public Task Fitting_collection_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Fact]
    public Task Aliased_type_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            """
            using T = TorchSharp.torch.Tensor;
            using Buf = TorchSharp.Generators.BufferAttribute;

            partial class M() : nn.Module("m") { [Buf] private T x = zeros(2); }
            """);

    [Fact]
    public Task Type_parameter_constrained_to_module_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "partial class M<T, U>(T first) : nn.Module(\"m\") where T : nn.Module where U : T { [Submodule] private T a = first; [Submodule] private U? b; }");

    /// <summary>A class of the user's own that is called as one of .NET's or TorchSharp's.</summary>
    [Theory]
    [InlineData("[Buffer] private Own.List<Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Own.Dictionary<string, Tensor>? {|TSG0003:x|};")]
    [InlineData("[Submodule] private Own.nn.IModule<Tensor, Tensor>? {|TSG0003:x|};")]
    [InlineData("[Buffer] private Own.Tensor? {|TSG0003:x|};")]
    public Task Type_that_only_has_the_name_triggers(string member) =>
        DeclarationVerifier.VerifyAsync(
            "namespace Own { class List<T>; class Dictionary<TKey, T>; class Tensor; class nn { public interface IModule<T, TResult>; } }",
            $"partial class M() : TorchSharp.torch.nn.Module(\"m\") {{ {member} }}");

    [Fact]
    public Task Unconstrained_type_parameter_triggers() =>
        DeclarationVerifier.VerifyAsync("partial class M<T>() : nn.Module(\"m\") { [Submodule] private T? {|TSG0003:x|}; }");

    [Theory]
    [InlineData("[Buffer] private Undefined x;")]
    [InlineData("[Buffer] private List<Undefined> x;")]
    [InlineData("[Buffer] private Undefined[] X { get; set; }")]
    [InlineData("[Buffer] private Undefined<Tensor> x;")]
    [InlineData("[Buffer] private var x = zeros(2);")]
    public Task Unknown_type_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync([$"partial class M() : nn.Module(\"m\") {{ {members} }}"], compiles: false);
}
