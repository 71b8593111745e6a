using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.PublicModuleNeverRegistersAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.PublicModuleNeverRegistersAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1019_PublicModuleNeverRegistersTests
{
    private const string Report =
        """
        var module = new Mel();
        module.to(float64);
        return $"{string.Join(",", module.state_dict().Keys)} {module.Dtype}";
        """;

    [Fact]
    public Task Public_module_that_nobody_registers_triggers_and_neither_moves_nor_saves() =>
        Proof.VerifyAsync(Mel("public class {|TSG1019:Mel|}", ""), Report, " Float32");

    [Fact]
    public Task Public_module_that_registers_itself_does_not_trigger() =>
        Proof.VerifyAsync(Mel("public class Mel", "RegisterComponents();"), Report, "window Float64");

    [Theory]
    [InlineData("internal class Mel", "")]
    [InlineData("public abstract class Mel", "")]
    [InlineData("public class Mel", "register_buffer(\"window\", window);")]
    public Task Class_that_is_not_public_or_registers_does_not_trigger(string declaration, string body) =>
        Verify.VerifyAsync(Mel(declaration, body));

    [Theory]
    [InlineData("internal static class Outer", "Mel")]
    [InlineData("public static class Outer { internal static class Middle", "Mel")]
    [InlineData("public static class Outer", "{|TSG1019:Mel|}")]
    public Task Class_in_a_class_is_as_public_as_those_around_it(string outer, string name) =>
        Verify.VerifyAsync($"{outer} {{ {Mel($"public class {name}", "")} }}{(outer.Contains('{', StringComparison.Ordinal) ? " }" : "")}");

    [Theory]
    [InlineData("private readonly Mel mel = new();")]
    [InlineData("private readonly Module<Tensor, Tensor> mel = new Mel();")]
    [InlineData("private readonly ModuleList<Mel> mels = new();")]
    public Task Class_that_a_module_of_the_project_holds_does_not_trigger(string member) =>
        Verify.VerifyAsync(
            Mel("public class Mel", ""),
            $"public class Owner : nn.Module {{ public Owner() : base(\"o\") {{ RegisterComponents(); }} {member} }}");

    [Theory]
    [InlineData("static class Factory { public static nn.Module Make() => new Mel(); }")]
    [InlineData("static class Factory { public static nn.Module Make(int kind) { switch (kind) { case 0: return new Mel(); default: return ReLU(); } } }")]
    [InlineData("static class Factory { public static string[] Names = [\"Mel\"]; }")]
    public Task Class_that_a_factory_gives_away_does_not_trigger(string factory) =>
        Verify.VerifyAsync(Mel("public class Mel", ""), factory);

    [Fact]
    public Task Public_module_with_a_list_of_layers_triggers() =>
        Verify.VerifyAsync(
            """
            public class {|TSG1019:Stack|} : Module<Tensor, Tensor>
            {
                private readonly List<Linear> layers = [Linear(2, 2)];
                public Stack() : base("Stack") { }
                public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => layer.call(y));
            }
            """);

    [Fact]
    public Task Program_that_uses_it_is_no_owner() =>
        Verify.VerifyAsync(Mel("public class {|TSG1019:Mel|}", ""), "class Tool { Mel mel = new(); }");

    [Fact]
    public Task Public_module_without_state_does_not_trigger() =>
        Verify.VerifyAsync("public class Plain : Module<Tensor, Tensor> { ReLU act = ReLU(); public Plain() : base(\"p\") { } public override Tensor forward(Tensor x) => act.call(x); }");

    private static string Mel(string declaration, string body) =>
        $$"""
        {{declaration}} : Module<Tensor, Tensor>
        {
            private readonly Tensor window = ones(2);
            public Mel() : base("mel") { {{body}} }
            public ScalarType Dtype => window.dtype;
            public override Tensor forward(Tensor x) => x * window;
        }
        """;
}
