using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.StateFieldReassignedAnalyzer,
    TorchSharp.Generators.CodeFixes.Lifetime.DetachAssignedStateFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class DetachAssignedStateFixTests
{
    [Theory]
    [InlineData("{|TSG3003:total = total + x|};", "total = (total + x).DetachFromDisposeScope();")]
    [InlineData("{|TSG3003:total += x|};", "total = (total + x).DetachFromDisposeScope();")]
    [InlineData("{|TSG3003:total *= x + 1|};", "total = (total * (x + 1)).DetachFromDisposeScope();")]
    [InlineData("{|TSG3003:this.total = total.add(x)|};", "this.total = total.add(x).DetachFromDisposeScope();")]
    [InlineData(
        "{|TSG3003:total = x.shape.Length > 0 ? total + x : zeros(1)|};",
        "total = (x.shape.Length > 0 ? total + x : zeros(1)).DetachFromDisposeScope();")]
    [InlineData(
        "{|TSG3003:total = zeros(1)|}; {|TSG3003:total = ones(1)|};",
        "total = zeros(1).DetachFromDisposeScope(); total = ones(1).DetachFromDisposeScope();")]
    [InlineData("total = {|TSG3003:last = x + 1|};", "total = last = (x + 1).DetachFromDisposeScope();")]
    public Task Value_is_detached(string body, string repaired) => Verify.VerifyAsync(Model(body), Model(repaired));

    /// <summary><c>DetachFromDisposeScope()</c> returns a <c>Tensor</c>, also of a parameter.</summary>
    [Fact]
    public Task Parameter_is_not_detached() => Verify.VerifyNoFixAsync(Model("{|TSG3003:weight = Parameter(x)|};"));

    [Fact]
    public Task Value_of_a_base_s_field_is_detached() =>
        Verify.VerifyAsync(
            Model("") + "\n[Module] public partial class Derived : Model { public void Reset() { {|TSG3003:total = zeros(1)|}; } }",
            Model("")
                + "\n[Module] public partial class Derived : Model { public void Reset() { total = zeros(1).DetachFromDisposeScope(); } }");

    private static string Model(string body) =>
        $$"""
        [Module]
        public partial class Model() : Module<Tensor, Tensor>("m")
        {
            [Buffer] protected Tensor total = zeros(1);
            [Buffer] private Tensor last = zeros(1);
            private Parameter weight = Parameter(zeros(1));
            public override Tensor forward(Tensor x) { {{body}} return x; }
        }
        """;
}
