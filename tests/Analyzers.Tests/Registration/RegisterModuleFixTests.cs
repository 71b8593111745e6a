using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.NeverRegisteredModuleAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RegisterModuleFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class RegisterModuleFixTests
{
    private const string Program =
        """
        static class Program
        {
            static void Run()
            {
                var a = new Model(2);
                a.{|TSG1002:train()|};
                var b = new Model(3);
                b.{|TSG1002:eval()|};
            }
        }
        """;

    private const string FixedProgram =
        """
        static class Program
        {
            static void Run()
            {
                var a = new Model(2);
                a.train();
                var b = new Model(3);
                b.eval();
            }
        }
        """;

    private const string Model =
        """
        public class Model : Module<Tensor, Tensor>
        {
            private readonly Linear fc;

            public Model(int size) : base("m")
            {
                fc = Linear(size, size);
            }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task Adds_the_call_in_the_file_of_the_class() =>
        Verify.VerifyAsync(
            [Program, Model],
            [
                FixedProgram,
                """
                public class Model : Module<Tensor, Tensor>
                {
                    private readonly Linear fc;

                    public Model(int size) : base("m")
                    {
                        fc = Linear(size, size);
                        RegisterComponents();
                    }

                    public override Tensor forward(Tensor x) => fc.call(x);
                }
                """,
            ],
            RegisterModuleFix.CallKey,
            passes: 1);

    [Fact]
    public Task Generates_the_class() =>
        Verify.VerifyAsync(
            [Program, Model],
            [
                FixedProgram,
                """
                [Module]
                public partial class Model : Module<Tensor, Tensor>
                {
                    private readonly Linear fc;

                    public Model(int size) : base("m")
                    {
                        fc = Linear(size, size);
                    }

                    public override Tensor forward(Tensor x) => fc.call(x);
                }
                """,
            ],
            RegisterModuleFix.GenerateKey,
            passes: 1);

    [Fact]
    public Task Adds_the_call_to_each_constructor_that_does_the_work() =>
        Verify.VerifyAsync(
            [
                "static class Program { static void Run() { var a = new Model(2); a.{|TSG1002:train()|}; } }",
                """
                public class Model : nn.Module
                {
                    private readonly Linear fc;
                    static Model() { }
                    public Model() : this(2) { }
                    public Model(int size) : base("m") { fc = Linear(size, size); }
                    public Model(Linear given) : base("m")
                    {
                        // Tied.
                        fc = given;
                    }
                }
                """,
            ],
            [
                "static class Program { static void Run() { var a = new Model(2); a.train(); } }",
                """
                public class Model : nn.Module
                {
                    private readonly Linear fc;
                    static Model() { }
                    public Model() : this(2) { }
                    public Model(int size) : base("m") { fc = Linear(size, size); RegisterComponents();
                }
                    public Model(Linear given) : base("m")
                    {
                        // Tied.
                        fc = given;
                        RegisterComponents();
                    }
                }
                """,
            ],
            RegisterModuleFix.CallKey,
            passes: 1);

    [Theory]
    [InlineData("public Model(int size) : base(\"m\") { fc = Linear(size, size); if (size > 2) { return; } fc.eval(); }")]
    [InlineData("public Model(int size) : base(\"m\") => fc = Linear(size, size);")]
    public Task Constructor_that_has_no_end_to_add_to_is_left_to_the_generator(string constructor) =>
        Verify.VerifyAsync(
            [
                "static class Program { static void Run() { var a = new Model(2); a.{|TSG1002:train()|}; } }",
                $"public class Model : nn.Module {{ private readonly Linear fc; {constructor} }}",
            ],
            [
                "static class Program { static void Run() { var a = new Model(2); a.{|TSG1002:train()|}; } }",
                $"public class Model : nn.Module {{ private readonly Linear fc; {constructor} }}",
            ],
            RegisterModuleFix.CallKey,
            passes: 0);
}
