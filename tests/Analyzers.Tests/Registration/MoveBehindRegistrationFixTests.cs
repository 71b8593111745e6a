using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.ComponentsUsedTooEarlyAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.MoveBehindRegistrationFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class MoveBehindRegistrationFixTests
{
    [Fact]
    public Task Moves_the_statements_and_keeps_their_order() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Model() : base("m")
                {
                    fc = Linear(2, 2);
                    {|TSG1017:apply(module => { })|};
                    foreach (var parameter in {|TSG1017:parameters()|})
                    {
                        init.zeros_(parameter);
                    }

                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Model() : base("m")
                {
                    fc = Linear(2, 2);

                    RegisterComponents();
                    apply(module => { });
                    foreach (var parameter in parameters())
                    {
                        init.zeros_(parameter);
                    }
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            passes: 1);

    [Fact]
    public Task Offers_nothing_without_a_registration_to_move_behind() =>
        Verify.VerifyNoFixAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                public Model() : base("m") { {|TSG1017:apply(module => { })|}; }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);
}
