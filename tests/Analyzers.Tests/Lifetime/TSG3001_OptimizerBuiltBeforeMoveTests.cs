using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.OptimizerBeforeMoveAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.OptimizerBeforeMoveAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class TSG3001_OptimizerBuiltBeforeMoveTests
{
    [Fact]
    public Task Flagged_optimizer_does_not_know_the_new_parameters() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                public readonly Linear fc = Linear(2, 2);
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public static class Training
            {
                public static void Run()
                {
                    var net = new Net();
                    var optimizer = {|TSG3001:optim.SGD(net.parameters(), 0.1, momentum: 0.9)|};
                    net.to(ScalarType.Float64);
                    net.call(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
                    optimizer.step();
                }
            }
            """,
            """
            try { Training.Run(); return "steps"; }
            catch (KeyNotFoundException) { return "fails"; }
            """,
            "fails");

    [Fact]
    public Task Silent_optimizer_from_after_the_move_steps() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                public readonly Linear fc = Linear(2, 2);
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public static class Training
            {
                public static void Run()
                {
                    var net = new Net();
                    net.to(ScalarType.Float64);
                    var optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9);
                    net.call(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
                    optimizer.step();
                }
            }
            """,
            """
            try { Training.Run(); return "steps"; }
            catch (KeyNotFoundException) { return "fails"; }
            """,
            "steps");

    [Fact]
    public Task Flagged_optimizer_of_a_Sequential_does_not_know_the_new_parameters() =>
        Proof.VerifyAsync(
            """
            public static class Training
            {
                public static void Run()
                {
                    var net = Sequential(("fc", Linear(2, 2)), ("act", ReLU()));
                    var parameters = net.parameters();
                    var optimizer = {|TSG3001:optim.SGD(parameters, 0.1, momentum: 0.9)|};
                    net.to(ScalarType.Float64);
                    net.call(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
                    optimizer.step();
                }
            }
            """,
            """
            try { Training.Run(); return "steps"; }
            catch (KeyNotFoundException) { return "fails"; }
            """,
            "fails");

    [Theory]
    [InlineData("var net = new Net(); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("var net = new Net(); var o = {|TSG3001:torch.optim.Adam(net.parameters().ToArray())|}; net.cuda(); o.step();")]
    [InlineData("var net = new Net(); var o = {|TSG3001:torch.optim.AdamW(net.parameters())|}; net.half(); o.step();")]
    [InlineData("var net = new Net(); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(ScalarType.Float64); o.step();")]
    [InlineData("var net = new Net(); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; if (torch.cuda.is_available()) { net.cuda(); } o.step();")]
    [InlineData(
        "Module<Tensor, Tensor> net = new Net(); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("field = new Net(); optimizer = {|TSG3001:torch.optim.SGD(field.parameters(), 0.1)|}; field.to(device); optimizer.step();")]
    [InlineData("var net = Linear(2, 2); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData(
        "var net = new Net(); using var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; var moved = net.to(device); Train(o);")]
    [InlineData("var net = new Net(); var p = net.parameters(); var o = {|TSG3001:torch.optim.SGD(p, 0.1)|}; net.to(device); o.step();")]
    [InlineData(
        "var net = new Net(); var p = net.parameters().ToList(); var o = {|TSG3001:torch.optim.SGD(p, 0.1)|}; net.to(device); o.step();")]
    [InlineData("var net = Sequential((\"fc\", Linear(2, 2)), (\"act\", ReLU())); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("Module<Tensor, Tensor> net = Sequential(ReLU(), new Net()); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("var fc = Linear(2, 2); var net = Sequential(Sequential(fc)); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("var net = Sequential(); for (int i = 0; i < 3; i++) { net.append(Linear(2, 2)); } var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("var net = new Holder(); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o?.step();")]
    [InlineData("var net = new General(true); var o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();")]
    [InlineData("var net = new Net(); torch.optim.Optimizer? o = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step(); o = null;")]
    [InlineData("var net = new Net(); while (true) { optimizer = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); optimizer.step(); break; }")]
    public Task Move_after_the_optimizer_triggers(string body) => Verify.VerifyAsync(Program(body));

    [Theory]
    [InlineData("var net = new Net(); net.to(device); var o = torch.optim.SGD(net.parameters(), 0.1);")]
    [InlineData("var net = new Net().to(device); var o = torch.optim.SGD(net.parameters(), 0.1);")]
    [InlineData("var net = new Generated(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData("var net = new Either(true); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData("var net = new Wrapper(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); other.to(device); o.step();")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); net.cpu(); o.step();")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(torch.CPU); o.step();")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); net = new Net(); net.to(device); o.step();")]
    [InlineData(
        "var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o = torch.optim.SGD(net.parameters(), 0.1);")]
    [InlineData("var net = new Net(); if (device.type == DeviceType.CPU) { var o = torch.optim.SGD(net.parameters(), 0.1); } else { net.to(device); }")]
    [InlineData("var net = new Net(); if (device.type == DeviceType.CPU) { var o = torch.optim.SGD(net.parameters(), 0.1); return; } net.to(device);")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); Action later = () => net.to(device); o.step();")]
    [InlineData("var net = new Net(); var count = net.parameters().Count(); net.to(device);")]
    [InlineData("var o = torch.optim.SGD(unknown.parameters(), 0.1); unknown.to(device); o.step();")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); o.step(); net.to(device);")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.zero_grad();")]
    [InlineData("var net = new Net(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); Save(o);")]
    [InlineData("var net = new Net(); var p = net.parameters(); net.to(device); var o = torch.optim.SGD(net.parameters(), 0.1); o.step();")]
    [InlineData("var net = Sequential(ReLU(), new Layer()); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData("var net = Sequential(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData(
        "var layers = Layers(); var net = Sequential(layers); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData("var net = new Net(); while (true) { if (optimizer is null) { optimizer = torch.optim.SGD(net.parameters(), 0.1); break; } net.to(device); optimizer.step(); }")]
    [InlineData("var net = new Net(); while (true) { if (optimizer is null) { optimizer = torch.optim.SGD(net.parameters(), 0.1); continue; } net.to(device); optimizer.step(); }")]
    [InlineData("var net = new Net(); if (optimizer is null) { optimizer = torch.optim.SGD(net.parameters(), 0.1); throw new Exception(); } net.to(device); optimizer.step();")]
    [InlineData("var net = new Net(); switch (device.index) { case 0: optimizer = torch.optim.SGD(net.parameters(), 0.1); break; default: net.to(device); break; } optimizer!.step();")]
    [InlineData("var net = new OverGenerated(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    [InlineData("var net = new Shares(); var o = torch.optim.SGD(net.parameters(), 0.1); net.to(device); o.step();")]
    public Task Optimizer_that_keeps_its_parameters_does_not_trigger(string body) => Verify.VerifyAsync(Program(body));

    [Fact]
    public Task Message_names_module_and_move() =>
        Verify.VerifyAsync(
            Program("var net = new Net(); var o = {|#0:torch.optim.SGD(net.parameters(), 0.1)|}; net.to(device); o.step();"),
            Verify.Diagnostic(Descriptors.TSG3001_OptimizerBuiltBeforeMove).WithLocation(0).WithArguments("net", "'to' on line 64")
                .WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task Incomplete_code_does_not_throw() =>
        Verify.VerifyAsync(
            [Program("var net = new Net(); var o = torch.optim.SGD(net.parameters(, 0.1); net.to(")], [], compilerErrors: false);

    private static string Program(string body) =>
        $$"""
        class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(2, 2);
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => fc.call(x);
        }
        [Module]
        partial class Generated() : nn.Module("g")
        {
            private readonly Linear fc = Linear(2, 2);
        }
        class OverGenerated : Root
        {
            private readonly Linear head = Linear(2, 2);
            public OverGenerated() { RegisterComponents(); }
        }
        [Module]
        partial class Root() : nn.Module("r")
        {
            private readonly Linear fc = Linear(2, 2);
        }
        class Shares : nn.Module
        {
            private static readonly Linear s_fc = Linear(2, 2);
            public Shares() : base("s") { RegisterComponents(); }
            public Tensor Run(Tensor x) => s_fc.call(x);
        }
        class Holder : nn.Module
        {
            private readonly Net inner = new();
            public Holder() : base("h") { RegisterComponents(); }
        }
        class General : nn.Module
        {
            private readonly Module<Tensor, Tensor> body, head;
            public General(bool wide) : base("g")
            {
                var made = Sequential();
                made.append(Linear(2, 2));
                body = made;
                head = wide ? Linear(2, 4) : Sequential(Linear(2, 2));
                RegisterComponents();
            }
        }
        class Either : nn.Module
        {
            private readonly nn.Module inner;
            public Either(bool generated) : base("e") { inner = generated ? new Generated() : new Net(); RegisterComponents(); }
        }
        class Wrapper : nn.Module
        {
            private readonly Generated inner = new();
            public Wrapper() : base("w") { RegisterComponents(); }
        }
        class Program
        {
            private Net? field;
            private torch.optim.Optimizer? optimizer;
            private static void Train(torch.optim.Optimizer given) { for (int i = 0; i < 3; i++) { Step(given); } }
            private static void Step(torch.optim.Optimizer given) => given.step();
            private static void Save(torch.optim.Optimizer given) => given.zero_grad();
            private void Run(Device device, nn.Module unknown, Net other)
            {
                {{body}}
            }
            private static Module<Tensor, Tensor>[] Layers() => new Module<Tensor, Tensor>[] { new Layer() };
        }
        [Module]
        partial class Layer() : Module<Tensor, Tensor>("l")
        {
            private readonly Linear fc = Linear(2, 2);
            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;
}
