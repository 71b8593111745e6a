using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.NameRegisteredTwiceAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RegisterOnceFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class RegisterOnceFixTests
{
    [Fact]
    public Task Removes_the_second_registration_of_a_member() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mask = ones(2);
                private readonly Parameter scale = Parameter(ones(2));

                public Model() : base("m")
                {
                    RegisterComponents();
                    {|TSG1018:register_buffer("mask", mask)|};
                    {|TSG1018:register_parameter(nameof(scale), scale)|};
                }

                public override Tensor forward(Tensor x) => x * scale + mask;
            }
            """,
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly Tensor mask = ones(2);
                private readonly Parameter scale = Parameter(ones(2));

                public Model() : base("m")
                {
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => x * scale + mask;
            }
            """,
            RegisterOnceFix.RemoveKey);

    [Fact]
    public Task Assigns_the_entry() =>
        Verify.VerifyAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public Model() : base("m")
                {
                    register_buffer("a", ones(2));
                    {|TSG1018:this.register_buffer("a", zeros(2))|};
                    register_parameter("b", Parameter(ones(2)));
                    {|TSG1018:register_parameter("b", Parameter(zeros(2)))|};
                }

                public override Tensor forward(Tensor x) => x + get_buffer("a")!;
            }
            """,
            """
            public class Model : Module<Tensor, Tensor>
            {
                public Model() : base("m")
                {
                    register_buffer("a", ones(2));
                    this.ConditionallyRegisterBuffer("a", zeros(2));
                    register_parameter("b", Parameter(ones(2)));
                    ConditionallyRegisterParameter("b", Parameter(zeros(2)));
                }

                public override Tensor forward(Tensor x) => x + get_buffer("a")!;
            }
            """,
            RegisterOnceFix.AssignKey);

    [Fact]
    public Task Offers_nothing_for_a_module() =>
        Verify.VerifyNoFixAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                public Model() : base("m")
                {
                    register_module("a", Linear(2, 2));
                    {|TSG1018:register_module("a", Linear(2, 2))|};
                }

                public override Tensor forward(Tensor x) => x;
            }
            """);
}
