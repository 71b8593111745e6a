using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.MemberAssignedAfterRegistrationAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.MoveRegistrationToEndFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class MoveRegistrationToEndFixTests
{
    [Fact]
    public Task Moves_the_call_once_for_all_members() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc, head;

                public Model() : base("m")
                {
                    // First of all.
                    RegisterComponents();
                    {|TSG1003:fc = Linear(2, 2)|};
                    {|TSG1003:head = Linear(2, 2)|};
                }

                public override Tensor forward(Tensor x) => head.call(fc.call(x));
            }
            """,
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc, head;

                public Model() : base("m")
                {
                    fc = Linear(2, 2);
                    head = Linear(2, 2);
                    // First of all.
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => head.call(fc.call(x));
            }
            """,
            passes: 1);

    [Theory]
    [InlineData("RegisterComponents(); {|TSG1003:fc = Linear(2, 2)|}; apply(module => { });")]
    [InlineData("RegisterComponents(); {|TSG1003:fc = Linear(2, 2)|}; this.to(float64);")]
    [InlineData("RegisterComponents(); if (training) return; {|TSG1003:fc = Linear(2, 2)|};")]
    [InlineData("if (training) { RegisterComponents(); } else { RegisterComponents(); } {|TSG1003:fc = Linear(2, 2)|};")]
    public Task Offers_nothing_where_the_call_is_needed_earlier(string body) =>
        Verify.VerifyNoFixAsync(
            $$"""
            public class Model : Module<Tensor, Tensor>
            {
                private Linear fc = null!;
                public Model() : base("m") { {{body}} }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);
}
