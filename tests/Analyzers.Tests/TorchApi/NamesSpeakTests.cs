using TorchSharp.Generators.Analyzers.Rules.Forward;
using TorchSharp.Generators.Analyzers.Rules.Registration;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.Analyzers.TorchApi;

namespace TorchSharp.Generators.Analyzers.Tests.TorchApi;

/// <summary>
/// Each name of a table decides what a rule says about a call of it, and each call that is written down here is of a name in
/// the table: neither can be taken out alone.
/// </summary>
public class NamesSpeakTests
{
    private static readonly Dictionary<string, string> s_tensorMoves = new()
    {
        ["to"] = "x.to(CUDA)",
        ["cuda"] = "x.cuda()",
        ["cpu"] = "x.cpu()",
        ["mps"] = "x.mps()",
        ["type_as"] = "x.type_as(y)",
    };

    private static readonly Dictionary<string, string> s_moduleMoves = new()
    {
        ["to"] = "this.to(float64)",
        ["cuda"] = "this.cuda()",
        ["cpu"] = "this.cpu()",
        ["bool"] = "this.@bool()",
        ["byte"] = "this.@byte()",
        ["char"] = "this.@char()",
        ["short"] = "this.@short()",
        ["int"] = "this.@int()",
        ["long"] = "this.@long()",
        ["half"] = "this.half()",
        ["bfloat16"] = "this.bfloat16()",
        ["float"] = "this.@float()",
        ["double"] = "this.@double()",
        ["cfloat"] = "this.cfloat()",
        ["cdouble"] = "this.cdouble()",
        ["_to"] = "this._to(DeviceType.CPU, -1, false)",
    };

    private static readonly Dictionary<string, string> s_reductions = new()
    {
        ["sum"] = "ones(3).sum()",
        ["nansum"] = "ones(3).nansum()",
        ["mean"] = "ones(3).mean()",
        ["nanmean"] = "ones(3).nanmean()",
        ["prod"] = "ones(3).prod()",
        ["max"] = "ones(3).max()",
        ["min"] = "ones(3).min()",
        ["amax"] = "ones(3).amax(new long[] { 0 })",
        ["amin"] = "ones(3).amin(new long[] { 0 })",
        ["aminmax"] = "ones(3).aminmax().min",
        ["std"] = "ones(3).std()",
        ["var"] = "ones(3).var()",
        ["norm"] = "ones(3).norm()",
        ["median"] = "ones(3).median()",
        ["mode"] = "ones(3).mode(0).values",
        ["any"] = "ones(3).any()",
        ["all"] = "ones(3).all()",
        ["argmax"] = "ones(3).argmax()",
        ["argmin"] = "ones(3).argmin()",
        ["logsumexp"] = "ones(3).logsumexp(0)",
        ["count_nonzero"] = "ones(3).count_nonzero()",
        ["quantile"] = "ones(3).quantile(tensor(0.5f), 0)",
        ["nanquantile"] = "ones(3).nanquantile(tensor(0.5f), 0)",
        ["std_mean"] = "std_mean(ones(3)).std",
        ["var_mean"] = "var_mean(ones(3)).var",
    };

    private static readonly Dictionary<string, string> s_onAnyDevice = new()
    {
        ["copy_"] = "x.copy_(ones(2))",
        ["index"] = "x.index(ones(2))",
        ["index_put_"] = "x.index_put_(ones(2), arange(2))",
        ["expand_as"] = "x.expand_as(ones(2))",
        ["view_as"] = "x.view_as(ones(2))",
        ["broadcast_tensors"] = "broadcast_tensors(x, ones(2))",
        ["tensor_split"] = "x.tensor_split(ones(2), 0)",
        ["ctc_loss"] = "functional.ctc_loss(x, x, ones(2), ones(2))",
        ["result_type"] = "result_type(x, ones(2))",
        ["pack_padded_sequence"] = "nn.utils.rnn.pack_padded_sequence(x, ones(2))",
    };

    [Fact]
    public Task Move_of_a_tensor_whose_result_is_not_used_is_reported() =>
        SpeaksAsync<UnusedResultAnalyzer>(
            TensorApi.Moving,
            s_tensorMoves,
            static calls =>
                $"class User {{ void Run(Tensor x, Tensor y) {{ {Lines(calls.Select(static call => $"{{|TSG1012:{call}|}};"))} }} }}");

    [Fact]
    public Task Move_of_a_module_ahead_of_its_registration_is_reported() =>
        SpeaksAsync<ComponentsUsedTooEarlyAnalyzer>(
            ModuleApi.Moving,
            s_moduleMoves,
            static calls => Lines(calls.Select(static (call, number) =>
                $"class Net{number} : nn.Module {{ private readonly Linear fc = Linear(2, 2); public Net{number}() : base(\"n\") {{ {{|TSG1017:{call}|}}; RegisterComponents(); }} }}")));

    [Fact]
    public Task Scalar_that_a_reduction_leaves_may_meet_the_input() =>
        SpeaksAsync<TensorCreatedOnDefaultDeviceAnalyzer>(
            Dimensions.Reducing, s_reductions, static calls => Forward(calls.Select(static call => $"_ = x + {call};")));

    [Fact]
    public Task Operand_of_any_device_may_meet_the_input() =>
        SpeaksAsync<TensorCreatedOnDefaultDeviceAnalyzer>(
            Operands.OnAnyDevice, s_onAnyDevice, static calls => Forward(calls.Select(static call => $"_ = {call};")));

    private static Task SpeaksAsync<TAnalyzer>(
        MemberTable table, Dictionary<string, string> calls, Func<IEnumerable<string>, string> source)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new()
    {
        Assert.Equal(calls.Keys.Order(StringComparer.Ordinal), table.Names.Order(StringComparer.Ordinal));
        return AnalyzerVerifier<TAnalyzer>.VerifyAsync(source(calls.Values));
    }

    private static string Forward(IEnumerable<string> statements) =>
        $$"""
        class Net() : Module<Tensor, Tensor>("n")
        {
            public override Tensor forward(Tensor x)
            {
                {{Lines(statements)}}
                return x;
            }
        }
        """;

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
