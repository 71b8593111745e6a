using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Forward.UnusedResultAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.UnusedResultAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class TSG1012_ResultIsNotUsedTests
{
    [Fact]
    public Task Flagged_tensor_stays_as_it_was() =>
        Proof.VerifyAsync(
            """
            public static class Work
            {
                public static string Do(Tensor x, Linear module)
                {
                    {|TSG1012:x.to(DeviceType.META)|}; {|TSG1012:x.clamp(0, 1)|}; module.to(DeviceType.META);
                    return $"{x.device_type} {(x.is_meta ? 0 : x.max().item<float>())} {module.weight!.device_type}";
                }
            }
            """,
            """
            return Work.Do(ones(2) * 3, Linear(2, 2));
            """,
            "CPU 3 META");

    [Fact]
    public Task Silent_result_is_assigned_or_written_in_place() =>
        Proof.VerifyAsync(
            """
            public static class Work
            {
                public static string Do(Tensor x, Linear module)
                {
                    x.clamp_(0, 1); x = x.mul(2);
                    return $"{x.device_type} {(x.is_meta ? 0 : x.max().item<float>())} {module.weight!.device_type}";
                }
            }
            """,
            """
            return Work.Do(ones(2) * 3, Linear(2, 2));
            """,
            "CPU 2 CPU");

    [Fact]
    public Task Silent_moved_tensor_is_assigned() =>
        Proof.VerifyAsync(
            """
            public static class Work
            {
                public static string Do(Tensor x, Linear module)
                {
                    x = x.to(DeviceType.META);
                    return $"{x.device_type} {(x.is_meta ? 0 : x.max().item<float>())} {module.weight!.device_type}";
                }
            }
            """,
            """
            return Work.Do(ones(2) * 3, Linear(2, 2));
            """,
            "META 0 CPU");

    [Theory]
    [InlineData("{|TSG1012:x.to(torch.CUDA)|};")]
    [InlineData("{|TSG1012:x.to(DeviceType.CUDA)|};")]
    [InlineData("{|TSG1012:x.to(ScalarType.Float64)|};")]
    [InlineData("{|TSG1012:x.to(x)|};")]
    [InlineData("{|TSG1012:x.cuda()|};")]
    [InlineData("{|TSG1012:x.cpu()|};")]
    [InlineData("{|TSG1012:x.half()|};")]
    [InlineData("{|TSG1012:x.@float()|};")]
    [InlineData("{|TSG1012:x.to_type(ScalarType.Int64)|};")]
    [InlineData("{|TSG1012:x?.cuda()|};")]
    [InlineData("{|TSG1012:this.field.cuda()|};")]
    [InlineData("{|TSG1012:parameter.cuda()|};")]
    [InlineData("{|TSG1012:list[0].cuda()|};")]
    [InlineData("foreach (var t in list) {|TSG1012:t.cuda()|};")]
    [InlineData("list.ForEach(t => {|TSG1012:t.cuda()|});")]
    [InlineData("try { {|TSG1012:x.cuda()|}; } catch (Exception) { }")]
    [InlineData("try { } catch (Exception) { {|TSG1012:x.cuda()|}; }")]
    [InlineData("try { var t = torch.ones(1); t.add_(1); } catch (Exception) { var u = torch.ones(1); {|TSG1012:u.cuda()|}; }")]
    [InlineData("try { } finally { {|TSG1012:x.cuda()|}; }")]
    [InlineData("try { var t = torch.ones(1); {|TSG1012:t.cuda()|}; } finally { }")]
    [InlineData("Action two = () => { {|TSG1012:x.cuda()|}; x.add_(1); };")]
    [InlineData("{|TSG1012:x.masked_fill(x.gt(0), 0)|};")]
    [InlineData("{|TSG1012:x.clamp(0, 1)|};")]
    [InlineData("{|TSG1012:x.add(1)|};")]
    [InlineData("{|TSG1012:x.scatter_add(0, x, x)|};")]
    [InlineData("{|TSG1012:x.unsqueeze(0)|};")]
    [InlineData("{|TSG1012:torch.clamp(x, 0, 1)|};")]
    [InlineData("{|TSG1012:torch.exp(field)|};")]
    [InlineData("{|TSG1012:x[0].fmod(2)|};")]
    [InlineData("{|TSG1012:x[TensorIndex.Ellipsis, 0].mul(2)|};")]
    [InlineData("{|TSG1012:x.grad!.neg()|};")]
    [InlineData("{|TSG1012:parameter.mul(0.5)|};")]
    [InlineData("using (torch.no_grad()) {|TSG1012:parameter.sub(x)|};")]
    public Task Move_as_a_statement_triggers(string statement) => Verify.VerifyAsync(Program(statement));

    [Theory]
    [InlineData("x = x.to(torch.CUDA);")]
    [InlineData("x.masked_fill_(x.gt(0), 0);")]
    [InlineData("x.clamp_(0, 1).add_(1);")]
    [InlineData("x = x.clamp(0, 1);")]
    [InlineData("x.bernoulli();")]
    [InlineData("x.matmul(x);")]
    [InlineData("x.clone();")]
    [InlineData("x.backward(); x.retain_grad();")]
    [InlineData("x.fill_(0); x.zero_(); x.copy_(x);")]
    [InlineData("torch.ones(2).add(1);")]
    [InlineData("(x + 1).abs();")]
    [InlineData("nn.functional.relu(x, inplace: true);")]
    [InlineData("new Mine().clamp(0, 1);")]
    [InlineData("Action probe = () => x.add(x);")]
    [InlineData("try { var t = torch.ones(1); t.add(x); } catch (Exception) { }")]
    [InlineData("var y = x.cuda();")]
    [InlineData("_ = x.cuda();")]
    [InlineData("module.to(torch.CUDA);")]
    [InlineData("module.cuda(); module.cpu(); module.half(); module.to(ScalarType.Float64);")]
    [InlineData("new Mine().to(torch.CUDA);")]
    [InlineData("dynamic d = x; d.to(torch.CUDA);")]
    [InlineData("x.cuda().add_(1);")]
    [InlineData("Use(x.cuda());")]
    [InlineData("Func<Tensor> move = () => x.cuda();")]
    [InlineData("Action probe = () => x.cuda();")]
    [InlineData("Action probe = () => { x.cuda(); };")]
    [InlineData("Action probe = delegate { x.cuda(); };")]
    [InlineData("torch.ones(1).cuda();")]
    [InlineData("try { var t = torch.ones(1); t.cuda(); } catch (Exception) { }")]
    public Task Move_that_is_used_or_moves_in_place_does_not_trigger(string statement) => Verify.VerifyAsync(Program(statement));

    [Fact]
    public Task Message_names_the_method() =>
        Verify.VerifyAsync(
            Program("{|#0:x.cuda()|};"),
            Verify.Diagnostic(Descriptors.TSG1012_ResultIsNotUsed).WithLocation(0).WithArguments("cuda", "assign it"));

    [Fact]
    public Task Message_names_the_twin() =>
        Verify.VerifyAsync(
            Program("{|#0:x.clamp(0, 1)|};"),
            Verify.Diagnostic(Descriptors.TSG1012_ResultIsNotUsed).WithLocation(0).WithArguments("clamp", "assign it, or call 'clamp_'"));

    [Theory]
    [InlineData("x.to(")]
    [InlineData("x.to(torch.CUDA")]
    [InlineData("x?.")]
    public Task Incomplete_code_does_not_trigger(string statement) => Verify.VerifyAsync([Program(statement)], [], compilerErrors: false);

    private static string Program(string statement) =>
        $$"""
        class Mine { public Mine to(Device device) => this; public Mine clamp(int low, int high) => this; }

        class Program
        {
            private Tensor field = torch.ones(2);

            private static void Use(Tensor t) { }

            private void Run(Tensor x, Parameter parameter, Linear module, List<Tensor> list)
            {
                {{statement}}
            }
        }
        """;
}
