using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.UnnecessaryRegisterComponentsAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RemoveRegistrationFix>;
using VerifyAgain = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.ChildStateRegisteredAgainAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RemoveRegistrationFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class RemoveRegistrationFixTests
{
    [Fact]
    public Task Call_in_a_generated_class_goes() =>
        Verify.VerifyAsync(
            """
            [Module]
            public partial class Model : nn.Module
            {
                private readonly Linear fc = Linear(2, 2);

                public Model() : base("m")
                {
                    int n = 2;
                    {|TSG1022:RegisterComponents()|};
                    n++;
                }

                public Model(int n) : base("m") { {|TSG1022:RegisterComponents()|}; }
            }
            """,
            """
            [Module]
            public partial class Model : nn.Module
            {
                private readonly Linear fc = Linear(2, 2);

                public Model() : base("m")
                {
                    int n = 2;
                    n++;
                }

                public Model(int n) : base("m") { }
            }
            """);

    [Fact]
    public Task Second_registration_of_a_child_goes() =>
        VerifyAgain.VerifyAsync(
            """
            public class Model : nn.Module
            {
                private readonly Linear fc = Linear(2, 2);
                public Model() : base("m")
                {
                    RegisterComponents();
                    {|TSG1021:register_parameter("tied", fc.weight)|};
                    {|TSG1021:register_parameter("bias", fc.bias!)|};
                }
            }
            """,
            """
            public class Model : nn.Module
            {
                private readonly Linear fc = Linear(2, 2);
                public Model() : base("m")
                {
                    RegisterComponents();
                }
            }
            """);
}
