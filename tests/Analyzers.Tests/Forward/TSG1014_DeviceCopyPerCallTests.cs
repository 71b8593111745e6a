using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.DeviceCopyPerCallAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class TSG1014_DeviceCopyPerCallTests
{
    [Theory]
    [InlineData("x * {|TSG1014:late.to(x.device)|}")]
    [InlineData("x * {|TSG1014:this.late.to(x)|}")]
    [InlineData("x * {|TSG1014:late.cuda()|}")]
    [InlineData("x * {|TSG1014:late.to(x.dtype, x.device)|}")]
    public Task Copy_of_an_unregistered_member_triggers(string result) => Verify.VerifyAsync(Net(result));

    [Theory]
    [InlineData("x * early.to(x.device)")]
    [InlineData("x * weight.to(x.device)")]
    [InlineData("x * late.to(x.dtype)")]
    [InlineData("x * late.cpu()")]
    [InlineData("x * (late = late.to(x.device))")]
    [InlineData("x * free.to(x.device)")]
    [InlineData("x * torch.ones(2).to(x.device)")]
    [InlineData("x.to(weight.device)")]
    [InlineData("Move(x)")]
    public Task What_moves_with_the_module_or_is_no_member_does_not_trigger(string result) => Verify.VerifyAsync(Net(result));

    [Fact]
    public Task Generated_class_with_a_buffer_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            partial class Net() : Module<Tensor, Tensor>("n")
            {
                [Buffer] private Tensor mask = torch.ones(2);
                public override Tensor forward(Tensor x) => x * mask.to(x.device);
            }
            """);

    [Fact]
    public Task Incomplete_code_does_not_throw() => Verify.VerifyAsync([Net("x * late.to(x.")], [], compilerErrors: false);

    private static string Net(string result) =>
        $$"""
        class Net : Module<Tensor, Tensor>
        {
            private readonly Parameter weight = Parameter(torch.ones(2));
            private Tensor early = torch.ones(2);
            private Tensor late;
            [NotRegistered] private Tensor free = torch.ones(2);

            public Net() : base("net")
            {
                RegisterComponents();
                late = torch.ones(2);
            }

            public override Tensor forward(Tensor x) => {{result}};

            private Tensor Move(Tensor x) => x;
        }
        """.Replace(
            "[NotRegistered] private Tensor free = torch.ones(2);",
            result.Contains("free", StringComparison.Ordinal) ? "private Tensor free => early;" : "",
            StringComparison.Ordinal);
}
