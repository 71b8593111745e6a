using TorchSharp.Generators.CodeFixes.Declaration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.MakeHoldValueFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class MakeHoldValueFixTests
{
    [Fact]
    public Task Removes_modifiers() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                // Causal.
                [Buffer] private readonly Tensor {|TSG0004:mask|} = zeros(2);

                [Buffer]
                private readonly Tensor {|TSG0004:a|} = zeros(2), {|TSG0004:b|} = zeros(2);

                public Tensor Sum => mask + a + this.b;
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                // Causal.
                [Buffer] private Tensor mask = zeros(2);

                [Buffer]
                private Tensor a = zeros(2), b = zeros(2);

                public Tensor Sum => mask + a + this.b;
            }
            """,
            passes: 2);

    [Fact]
    public Task Removes_static_and_what_would_be_next() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer] static readonly Tensor {|TSG0004:mask|} = zeros(2);
                [Submodule] private static readonly Linear {|TSG0004:fc|} = Linear(1, 1);

                public Tensor Run(Tensor x) => new[] { x }.Select(y => fc.call(y + mask)).First();
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Buffer] Tensor mask = zeros(2);
                [Submodule] private readonly Linear fc = Linear(1, 1);

                public Tensor Run(Tensor x) => new[] { x }.Select(y => fc.call(y + mask)).First();
            }
            """);

    [Theory]
    [InlineData("public Tensor Sum => M.mask;")]
    [InlineData("public static Tensor Sum => mask;")]
    [InlineData("public Tensor Other = mask;")]
    [InlineData("public class Inner { public Tensor Sum => mask; }")]
    public Task Static_member_that_is_used_without_an_instance_has_no_fix(string use) =>
        Verify.VerifyNoFixAsync(
            $"partial class M() : nn.Module(\"m\") {{ [Buffer] private static Tensor {{|TSG0004:mask|}} = zeros(2); {use} }}");

    [Fact]
    public Task Makes_properties_assignable() =>
        Verify.VerifyAsync(
            """
            partial class M() : nn.Module("m")
            {
                [Buffer] public Tensor {|TSG0004:A|} { get; } = zeros(2);
                [Buffer] private Tensor {|TSG0004:B|} { get; } = zeros(2);
                [Buffer] public Tensor {|TSG0004:C|} { get; init; } = zeros(2);
                [Buffer] public Tensor {|TSG0004:D|} { get; private init; } = zeros(2);
            }
            """,
            """
            partial class M() : nn.Module("m")
            {
                [Buffer] public Tensor A { get; private set; } = zeros(2);
                [Buffer] private Tensor B { get; set; } = zeros(2);
                [Buffer] public Tensor C { get; set; } = zeros(2);
                [Buffer] public Tensor D { get; private set; } = zeros(2);
            }
            """,
            MakeHoldValueFix.Key);

    [Fact]
    public Task Moves_an_attribute_from_the_backing_field_to_the_property() =>
        Verify.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [field: Buffer] public Tensor {|TSG0004:A|} { get; set; } = zeros(2); }",
            "partial class M() : nn.Module(\"m\") { [Buffer] public Tensor A { get; set; } = zeros(2); }",
            MakeHoldValueFix.Key);

    [Theory]
    [InlineData("public Tensor {|TSG0004:A|} => zeros(2);")]
    [InlineData("public Tensor {|TSG0004:A|} { get { return zeros(2); } }")]
    [InlineData("public Tensor {|TSG0004:A|} { set { } }")]
    public Task Computed_property_has_no_fix(string property) =>
        Verify.VerifyNoFixAsync($"partial class M() : nn.Module(\"m\") {{ [Buffer] {property} }}");

    /// <summary>Nothing beside what the interface asks for can be in it.</summary>
    [Fact]
    public Task Property_that_is_of_an_interface_alone_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            """
            interface I { Linear Fc { get; } }
            [Module] partial class M() : nn.Module("m"), I { Linear I.{|TSG0004:Fc|} { get; } = Linear(1, 1); }
            """);

    [Fact]
    public Task Property_that_an_interface_wants_init_only_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            """
            interface I { Tensor A { get; init; } }
            partial class M() : nn.Module("m"), I { [Buffer] public Tensor {|TSG0004:A|} { get; init; } = zeros(2); }
            """);

    [Fact]
    public Task Override_without_a_setter_to_override_has_no_fix() =>
        Verify.VerifyNoFixAsync(
            """
            abstract class Base() : nn.Module("b") { public abstract Tensor A { get; } }
            partial class M : Base { [Buffer] public override Tensor {|TSG0004:A|} { get; } = zeros(2); }
            """);
}
