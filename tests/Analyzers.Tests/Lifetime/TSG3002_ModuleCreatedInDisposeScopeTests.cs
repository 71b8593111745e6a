using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.ModuleInDisposeScopeAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.ModuleInDisposeScopeAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class TSG3002_ModuleCreatedInDisposeScopeTests
{
    [Fact]
    public Task Flagged_tensor_ends_with_the_scope() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                public Tensor mask = ones(2);
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x;
            }

            public static class Factory
            {
                public static Net Make()
                {
                    using var scope = NewDisposeScope();
                    return {|TSG3002:new Net()|};
                }
            }
            """,
            """
            return Factory.Make().mask.IsInvalid ? "disposed" : "alive";
            """,
            "disposed");

    [Fact]
    public Task Silent_tensor_is_taken_out_of_the_scope() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                public Tensor mask = ones(2);
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x;
            }

            public static class Factory
            {
                public static Net Make()
                {
                    using var scope = NewDisposeScope();
                    var net = new Net();
                    net.mask.DetachFromDisposeScope();
                    return net;
                }
            }
            """,
            """
            return Factory.Make().mask.IsInvalid ? "disposed" : "alive";
            """,
            "alive");

    [Fact]
    public Task Silent_stock_layer_takes_itself_out() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                public Linear fc = Linear(2, 2);
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x;
            }

            public static class Factory
            {
                public static Net Make()
                {
                    using var scope = NewDisposeScope();
                    return new Net();
                }
            }
            """,
            """
            return Factory.Make().fc.weight!.IsInvalid ? "disposed" : "alive";
            """,
            "alive");

    [Theory]
    [InlineData("using var scope = torch.NewDisposeScope(); return {|TSG3002:new Hand()|};")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = {|TSG3002:new Hand()|}; return m;")]
    [InlineData("using (torch.NewDisposeScope()) { field = {|TSG3002:new Hand()|}; } return field;")]
    [InlineData("Hand m; using (var scope = torch.NewDisposeScope()) { m = {|TSG3002:new Hand()|}; } return m;")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = {|TSG3002:new Hand()|}; field = m; return null;")]
    [InlineData("using var scope = torch.NewDisposeScope(); return {|TSG3002:new Assigned()|};")]
    [InlineData("using var scope = torch.NewDisposeScope(); return {|TSG3002:new AutoProperty()|};")]
    [InlineData("using var scope = NewDisposeScope(); if (field is null) { return {|TSG3002:new Hand()|}; } return field;")]
    [InlineData(
        "(Hand, int) Both() { using var scope = torch.NewDisposeScope(); return ({|TSG3002:new Hand()|}, 1); } return Both().Item1;")]
    [InlineData("(Hand Net, int Epochs) Both() { using var scope = torch.NewDisposeScope(); var m = {|TSG3002:new Hand()|}; return (m, Epochs: 1); } return Both().Net;")]
    [InlineData("using var scope = torch.NewDisposeScope(); Property = {|TSG3002:new Hand()|}; return null;")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = {|TSG3002:new Hand()|}; this.Property = m; return null;")]
    [InlineData("Hand Local() { using var scope = torch.NewDisposeScope(); return {|TSG3002:new Hand()|}; } return Local();")]
    public Task Module_that_leaves_the_scope_triggers(string body) => Verify.VerifyAsync(Program(body));

    [Theory]
    [InlineData("return new Hand();")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = new Hand(); m.eval(); return null;")]
    [InlineData("var m = new Hand(); using var scope = torch.NewDisposeScope(); return m;")]
    [InlineData("Hand m = new Hand(); using (torch.NewDisposeScope()) { m.eval(); } return m;")]
    [InlineData("using var scope = torch.NewDisposeScope(); return new LayersOnly();")]
    [InlineData("using var scope = torch.NewDisposeScope(); return new Generated();")]
    [InlineData("using var scope = torch.NewDisposeScope(); return new Given(table);")]
    [InlineData("using var scope = torch.NewDisposeScope(); return new Detached();")]
    [InlineData("using var scope = torch.NewDisposeScope(); return Linear(2, 2);")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = new Hand(); scope.MoveToOuter(m.parameters()); return m;")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = new Hand(); foreach (var p in m.parameters()) { p.DetachFromDisposeScope(); } return m;")]
    [InlineData("using var stream = new System.IO.MemoryStream(); return new Hand();")]
    [InlineData("using var scope = torch.NewDisposeScope(); Func<Hand> make = () => new Hand(); return null;")]
    [InlineData(
        "(Hand, int) Both() { var m = new Hand(); using var scope = torch.NewDisposeScope(); return (m, 1); } return Both().Item1;")]
    [InlineData("(Tensor, int) Both() { using var scope = torch.NewDisposeScope(); var m = new Hand(); return (table, m.parameters().Count()); } Both(); return null;")]
    [InlineData("using var scope = torch.NewDisposeScope(); Hand Local() { return new Hand(); } return null;")]
    [InlineData("using var scope = torch.NewDisposeScope(); var m = new Hand(); var kept = m; return null;")]
    public Task Module_that_stays_or_is_taken_out_does_not_trigger(string body) => Verify.VerifyAsync(Program(body));

    [Fact]
    public Task Message_names_class_and_member() =>
        Verify.VerifyAsync(
            Program("using var scope = torch.NewDisposeScope(); return {|#0:new Hand()|};"),
            Verify.Diagnostic(Descriptors.TSG3002_ModuleCreatedInDisposeScope).WithLocation(0).WithArguments("Hand", "scale"));

    [Fact]
    public Task Incomplete_code_does_not_throw() =>
        Verify.VerifyAsync([Program("using var scope = torch.NewDisposeScope(; return new Hand(")], [], compilerErrors: false);

    private static string Program(string body) =>
        $$"""
        class Hand : nn.Module
        {
            private readonly Parameter scale = Parameter(torch.ones(2));
            public Hand() : base("h") { RegisterComponents(); }
        }
        class Assigned : nn.Module
        {
            private readonly Tensor mask;
            public Assigned() : base("a") { this.mask = torch.ones(2); RegisterComponents(); }
        }
        class AutoProperty : nn.Module
        {
            public AutoProperty() : base("p") { Mask = torch.ones(2); RegisterComponents(); }
            private Tensor Mask { get; }
        }
        class LayersOnly : nn.Module
        {
            private readonly Linear fc = Linear(2, 2);
            public LayersOnly() : base("l") { RegisterComponents(); }
        }
        [Module]
        partial class Generated() : nn.Module("g")
        {
            private Parameter scale = Parameter(torch.ones(2));
        }
        class Given : nn.Module
        {
            private readonly Tensor table;
            public Given(Tensor table) : base("g") { this.table = table; RegisterComponents(); }
        }
        class Detached : nn.Module
        {
            private readonly Tensor table = torch.ones(2).DetachFromDisposeScope();
            public Detached() : base("d") { RegisterComponents(); }
        }
        class Program
        {
            private nn.Module? field;
            private nn.Module? Property { get; set; }
            private nn.Module? Make(Tensor table)
            {
                {{body}}
            }
        }
        """;
}
