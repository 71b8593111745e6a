using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Registration.NeverRegisteredModuleAnalyzer>;
using Verify =
    TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Rules.Registration.NeverRegisteredModuleAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1002_ModuleNeverRegistersItsComponentsTests
{
    private const string Child =
        """
        public class Child : Module<Tensor, Tensor>
        {
            public readonly Linear fc = Linear(2, 2);
            public Child() : base("child") { }
            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task Root_that_never_registers_triggers_and_finds_nothing() =>
        Proof.VerifyAsync(
            Child,
            """
            var child = new Child();
            child.{|TSG1002:to(float64)|};
            return $"{child.parameters().Count()} {child.fc.weight!.dtype}";
            """,
            "0 Float32");

    [Fact]
    public Task Child_of_a_parent_does_not_trigger_and_is_registered_by_it() =>
        Proof.VerifyAsync(
            Child + """

            public class Parent : Module<Tensor, Tensor>
            {
                public readonly Child child = new();
                public readonly ModuleList<Child> more = new(new Child());
                public Parent() : base("parent") => RegisterComponents();
                public override Tensor forward(Tensor x) => child.call(x);
            }
            """,
            """
            var parent = new Parent();
            parent.to(float64);
            return $"{string.Join(",", parent.state_dict().Keys)} {parent.child.fc.weight!.dtype} {parent.more[0].fc.weight!.dtype}";
            """,
            "child.fc.weight,child.fc.bias,more.0.fc.weight,more.0.fc.bias Float64 Float64");

    [Fact]
    public Task First_call_is_reported_once() =>
        Verify.VerifyAsync(Child + """

            static class Program
            {
                static void Run()
                {
                    var child = new Child();
                    child.call(ones(2));
                    var optimizer = optim.SGD(child.{|TSG1002:parameters()|}, 0.1);
                    child.train();
                    child.save("file");
                }
            }
            """);

    [Theory]
    [InlineData("var c = new Child(); Take(c); c.train();")]
    [InlineData("var c = new Child(); var list = new ModuleList<Child>(c); c.train();")]
    [InlineData("var c = new Child(); held = c; c.train();")]
    [InlineData("var c = Make(); c.train();")]
    [InlineData("held!.train();")]
    [InlineData("var c = new Child(); c.call(ones(2));")]
    [InlineData("foreach (var c in new[] { new Child() }) c.train();")]
    public Task Object_that_somebody_else_may_own_does_not_trigger(string body) =>
        Verify.VerifyAsync(Child + $$"""

            static class Program
            {
                static Child? held;
                static Child Make() => held!;
                static void Take(Module module) { }
                static void Run() { {{body}} }
            }
            """);

    [Theory]
    [InlineData("public readonly Linear fc = Linear(2, 2); public Child() : base(\"c\") => RegisterComponents();")]
    [InlineData("public readonly Linear fc = Linear(2, 2); public Child() : base(\"c\") => register_module(\"fc\", fc);")]
    [InlineData("public readonly ReLU act = ReLU(); public Child() : base(\"c\") { }")]
    [InlineData("public Child() : base(\"c\") { }")]
    [InlineData(
        "public readonly Linear fc = Linear(2, 2); readonly Part part; public Child() : base(\"c\") => part = new Part(2, this); "
        + "class Part(int size, nn.Module parent) : nn.Module(\"p\") { readonly nn.Module up = parent; readonly int n = size; }")]
    [InlineData("public readonly Linear fc = Linear(2, 2); public Child() : base(\"c\") { } public override IEnumerable<Parameter> parameters(bool recurse = true) => fc.parameters();")]
    public Task Class_that_needs_no_registration_or_does_it_does_not_trigger(string members) =>
        Verify.VerifyAsync(
            $$"""
            public class Child : Module<Tensor, Tensor>
            {
                {{members}}
                public override Tensor forward(Tensor x) => x;
                static void Run() => new Child().eval();
            }
            """);

    [Theory]
    [InlineData("fc = Wiring.Attach(this, \"fc\", Linear(2, 2));")]
    [InlineData("this.Attached(\"fc\", fc = Linear(2, 2));")]
    [InlineData("fc = Linear(2, 2); Wiring.Through(this, fc);")]
    [InlineData("fc = Linear(2, 2); new Registrar().Add(this, fc);")]
    public Task Class_that_hands_itself_to_a_helper_that_registers_does_not_trigger(string body) =>
        Verify.VerifyAsync(HandedOver(body, "new Child().eval();"));

    [Theory]
    [InlineData("fc = Linear(2, 2); Wiring.Print(this);")]
    [InlineData("fc = Linear(2, 2); GC.SuppressFinalize(this);")]
    [InlineData("fc = Linear(2, 2); Wiring.Attach(new Dropout2(), \"fc\", fc);")]
    public Task Class_that_hands_itself_to_something_else_triggers(string body) =>
        Verify.VerifyAsync(HandedOver(body, "new Child().{|TSG1002:eval()|};"));

    private static string HandedOver(string body, string use) =>
        $$"""
        public class Dropout2() : nn.Module("d");

        public class Registrar { public void Add(nn.Module owner, Linear fc) => owner.register_module("fc", fc); }

        public static class Wiring
        {
            public static T Attach<T>(nn.Module owner, string name, T module) where T : nn.Module
            {
                owner.register_module(name, module);
                return module;
            }

            public static void Attached(this nn.Module owner, string name, nn.Module module) => owner.add_module(name, module);
            public static void Through(nn.Module owner, Linear fc) => Attach(owner, "fc", fc);
            public static void Print(nn.Module owner) => Console.WriteLine(owner);
        }

        public class Child : Module<Tensor, Tensor>
        {
            private readonly Linear fc;
            public Child() : base("c") { {{body}} }
            public override Tensor forward(Tensor x) => fc.call(x);
            static void Run() { {{use}} }
        }
        """;
}
