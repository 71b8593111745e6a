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
    [InlineData("{|TSG3003:total = x.shape.Length > 0 ? total + x : zeros(1)|};", "total = (x.shape.Length > 0 ? total + x : zeros(1)).DetachFromDisposeScope();")]
    [InlineData("{|TSG3003:total = zeros(1)|}; {|TSG3003:total = ones(1)|};", "total = zeros(1).DetachFromDisposeScope(); total = ones(1).DetachFromDisposeScope();")]
    public Task Value_is_detached(string body, string repaired) => Verify.VerifyAsync(Model(body), Model(repaired));

    private static string Model(string body) =>
        $$"""
        [Module]
        public partial class Model() : Module<Tensor, Tensor>("m")
        {
            [Buffer] private Tensor total = zeros(1);
            public override Tensor forward(Tensor x) { {{body}} return x; }
        }
        """;
}
