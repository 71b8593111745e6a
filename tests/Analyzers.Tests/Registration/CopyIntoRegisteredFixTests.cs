using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.RegisteredMemberReassignedAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.CopyIntoRegisteredFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class CopyIntoRegisteredFixTests
{
    [Fact]
    public Task Writes_into_the_registered_tensor() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                private Tensor count = zeros(1);
                public Model() : base("m") => RegisterComponents();

                public override Tensor forward(Tensor x)
                {
                    {|TSG1004:mean = mean * 0.9 + x|}; // Running.
                    {|TSG1004:this.count += 1|};
                    return x - mean;
                }
            }
            """,
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);
                private Tensor count = zeros(1);
                public Model() : base("m") => RegisterComponents();

                public override Tensor forward(Tensor x)
                {
                    mean.copy_(mean * 0.9 + x); // Running.
                    this.count.add_(1);
                    return x - mean;
                }
            }
            """,
            CopyIntoRegisteredFix.Key);

    [Fact]
    public Task Assignment_within_the_value_of_another_is_repaired_as_well() =>
        Verify.VerifyAsync(
            Running("{|TSG1004:mean = new Lazy<Tensor>(() => { {|TSG1004:mean = x|}; return x; }).Value|}"),
            Running("mean.copy_(new Lazy<Tensor>(() => { mean.copy_(x); return x; }).Value)"),
            CopyIntoRegisteredFix.Key);

    [Theory]
    [InlineData("mean = x", "mean.copy_(x)")]
    [InlineData("mean += x", "mean.add_(x)")]
    [InlineData("mean -= x", "mean.sub_(x)")]
    [InlineData("mean *= x", "mean.mul_(x)")]
    [InlineData("mean /= x", "mean.div_(x)")]
    [InlineData("mean = (mean + x).DetachFromDisposeScope()", "mean.copy_(mean + x)")]
    [InlineData("mean = x.mean().MoveToOuterDisposeScope()", "mean.copy_(x.mean())")]
    public Task Each_assignment_has_its_method(string assignment, string call) =>
        Verify.VerifyAsync(Running($"{{|TSG1004:{assignment}|}}"), Running(call), CopyIntoRegisteredFix.Key);

    [Fact]
    public Task Offers_nothing_for_an_operator_without_one() => Verify.VerifyNoFixAsync(Running("{|TSG1004:mean %= x|}"));

    [Fact]
    public Task Offers_nothing_for_a_module() =>
        Verify.VerifyNoFixAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private Linear fc = Linear(2, 2);
                public Model() : base("m") => RegisterComponents();
                public void Reset() { {|TSG1004:fc = Linear(2, 2)|}; }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);

    [Theory]
    [InlineData("mask.Dispose();")]
    [InlineData("mask?.Dispose();")]
    [InlineData("this.mask!.Dispose();")]
    public Task Offers_nothing_where_the_old_tensor_is_disposed(string dispose) =>
        Verify.VerifyNoFixAsync(
            $$"""
            public class Model : nn.Module
            {
                private Tensor mask = ones(2);
                public Model() : base("m") { RegisterComponents(); }
                public void Resize(int n) { {{dispose}} {|TSG1004:mask = ones(n)|}; }
            }
            """);

    private static string Running(string update) =>
        $$"""
        public class Model : nn.Module
        {
            private Tensor mean = zeros(2);
            public Model() : base("m") { RegisterComponents(); }
            public void Update(Tensor x) { {{update}}; }
        }
        """;
}
