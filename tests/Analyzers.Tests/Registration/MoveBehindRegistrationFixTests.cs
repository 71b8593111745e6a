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

    [Theory]
    [InlineData("{|TSG1017:apply(Init)|};", "RegisterComponents(); apply(Init);")]
    [InlineData(
        "var all = {|TSG1017:parameters()|}; foreach (var p in all) { init.zeros_(p); } RegisterComponents();",
        "RegisterComponents(); var all = parameters(); foreach (var p in all) { init.zeros_(p); }")]
    [InlineData(
        "fc = Linear(2, 3); {|TSG1017:apply(Init)|}; {|TSG1017:this.to(float64)|};",
        "fc = Linear(2, 3); RegisterComponents(); apply(Init); this.to(float64);")]
    [InlineData(
        "Start(); } private void Start() { {|TSG1017:apply(Init)|};",
        "Start(); } private void Start() { RegisterComponents(); apply(Init);")]
    [InlineData("{|TSG1017:apply(Init)|}; fc = Linear(2, 3);", "fc = Linear(2, 3); RegisterComponents(); apply(Init);")]
    [InlineData("if (fc.bias is null) { {|TSG1017:apply(Init)|}; }", "RegisterComponents(); if (fc.bias is null) { apply(Init); }")]
    public Task Registration_comes_first_where_the_use_cannot_move(string body, string repaired) =>
        Verify.VerifyAsync(Model($"{{ {body} }}"), Model($"{{ {repaired} }}"), passes: 1);

    /// <summary>The local would come too late for what needs it.</summary>
    [Fact]
    public Task Local_stays_where_others_move() =>
        Verify.VerifyAsync(
            Model("{ int n = {|TSG1017:parameters()|}.Count(); {|TSG1017:apply(Init)|}; fc = Linear(2, n + 1); RegisterComponents(); }"),
            Model("{ int n = {|TSG1017:parameters()|}.Count(); fc = Linear(2, n + 1); RegisterComponents(); apply(Init); }"),
            passes: 1);

    [Fact]
    public Task Constructor_of_one_expression_gets_a_body() =>
        Verify.VerifyAsync(Model("=> {|TSG1017:apply(Init)|};"), Model("{ RegisterComponents(); apply(Init); }"));

    [Fact]
    public Task Use_moves_behind_the_calls_that_register_by_hand() =>
        Verify.VerifyAsync(
            Model("{ {|TSG1017:apply(Init)|}; register_module(\"fc\", fc); }"),
            Model("{ register_module(\"fc\", fc); apply(Init); }"));

    [Theory]
    [InlineData("{ int n = {|TSG1017:parameters()|}.Count(); fc = Linear(2, n + 1); RegisterComponents(); }")]
    [InlineData("{ fc = Linear(2, {|TSG1017:parameters()|}.Count() + 1); }")]
    public Task Offers_nothing_where_members_get_their_values_later(string body) => Verify.VerifyNoFixAsync(Model(body));

    [Fact]
    public Task Offers_nothing_where_a_derived_class_has_members() =>
        Verify.VerifyNoFixAsync(
            Model("{ {|TSG1017:apply(Init)|}; }") + "\npublic class Derived : Model { private readonly Linear more = Linear(2, 2); }");

    private static string Model(string body) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            private Linear fc = Linear(2, 2);
            public Model() : base("m") {{body}}
            private static void Init(nn.Module module) { }
            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;
}
