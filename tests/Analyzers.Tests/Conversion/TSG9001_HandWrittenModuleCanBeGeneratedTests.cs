using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Rules.Conversion;
using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.Tests.Common;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Conversion.HandWrittenModuleAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>What is left alone: the rule speaks exactly where its fix is complete.</summary>
public class TSG9001_HandWrittenModuleCanBeGeneratedTests
{
    [Theory]
    [InlineData(
        "a module registered under two keys",
        "Linear fc; public M() : base(\"m\") { fc = Linear(2, 2); register_module(\"head\", fc); RegisterComponents(); }")]
    [InlineData(
        "a key that comes second",
        "Tensor t; public M() : base(\"m\") { t = ones(2); RegisterComponents(); register_buffer(\"other\", t); }")]
    [InlineData(
        "a tensor that is replaced once it is registered",
        "Tensor t; public M() : base(\"m\") { t = ones(4); register_buffer(\"t\", t); t = t.view(1, 4); }")]
    [InlineData(
        "a tensor that is replaced once all are registered",
        "Tensor t; public M() : base(\"m\") { t = ones(4); RegisterComponents(); t = t.view(1, 4); }")]
    [InlineData(
        "a key that is a constant of the constructor",
        "Tensor t; public M() : base(\"m\") { const string key = \"t\"; t = ones(4); register_buffer(key, t); }")]
    [InlineData(
        "registered on one path only",
        "Linear fc; public M(bool tied) : base(\"m\") { fc = Linear(2, 2); if (!tied) { register_module(\"fc\", fc); } }")]
    [InlineData(
        "a root that registers one member of two",
        "Linear fc, head; public M() : base(\"m\") { fc = Linear(2, 2); head = Linear(2, 2); register_module(\"fc\", fc); }")]
    [InlineData(
        "a root that registers its blocks alone",
        "Linear fc = Linear(2, 2); public M(int i) : base(\"m\") { register_module($\"block_{i}\", Linear(2, 2)); }")]
    [InlineData(
        "registered when it is used",
        "Linear? fc; public M() : base(\"m\") { } public void Build() { fc = Linear(2, 2); register_module(\"fc\", fc); }")]
    [InlineData(
        "RegisterComponents() later",
        "Linear? fc; public M() : base(\"m\") { } public void Build() { fc = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "a computed key of a member", "Linear fc; public M(int i) : base(\"m\") { fc = Linear(2, 2); register_module($\"fc{i}\", fc); }")]
    [InlineData(
        "the registry read by hand",
        "Linear fc; public M() : base(\"m\") { fc = Linear(2, 2); RegisterComponents(); foreach (var s in _internal_submodules) { } }")]
    [InlineData(
        "a parameter or a tensor",
        "Tensor w; public M(bool train) : base(\"m\") { w = train ? Parameter(ones(2)) : ones(2); RegisterComponents(); }")]
    [InlineData("a tensor that may be a parameter", "Tensor w; public M(Tensor given) : base(\"m\") { w = given; RegisterComponents(); }")]
    [InlineData(
        "one tensor in two fields", "Tensor a, b; public M() : base(\"m\") { a = ones(2); b = a; RegisterComponents(); }")]
    [InlineData(
        "a weight that is not the registered one",
        "Embedding words; public M() : base(\"m\") { words = Embedding_from_pretrained(ones(2, 2)); RegisterComponents(); }")]
    [InlineData(
        "such a weight in a container",
        "Sequential words = Sequential(Embedding_from_pretrained(ones(2, 2)), ReLU()); public M() : base(\"m\") { RegisterComponents(); }")]
    [InlineData("a run-time type", "dynamic fc; public M() : base(\"m\") { fc = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "an object that is a module",
        "readonly object fc; Linear head; public M() : base(\"m\") { fc = Linear(2, 2); head = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "an object of whoever makes it",
        "readonly object scale; Linear fc; public M(object given) : base(\"m\") { scale = given; fc = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "an object of a loop",
        "object? last; Linear fc; public M(object[] all) : base(\"m\") { foreach (object one in all) { last = one; } fc = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "an object that another method gives",
        "object? last; Linear fc; public M() : base(\"m\") { Make(out last); fc = Linear(2, 2); RegisterComponents(); } static void Make(out object? made) => made = ones(2);")]
    [InlineData(
        "an object that anybody sets", "public object? tag; Linear fc; public M() : base(\"m\") { fc = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "a parameter that leaves its scope",
        "Tensor w; public M() : base(\"m\") { w = Make(); RegisterComponents(); } static Tensor Make() { using var s = NewDisposeScope(); Tensor p = Parameter(ones(2)); return s.MoveToOuter(p); }")]
    [InlineData(
        "a parameter in a pair",
        "Tensor w; public M() : base(\"m\") { var pair = Make(); w = pair.Item1; RegisterComponents(); } static (Tensor, Tensor) Make() => (Parameter(ones(2)), Parameter(ones(2)));")]
    [InlineData(
        "a pair that is changed",
        "Tensor w; public M(Tensor given) : base(\"m\") { var pair = (ones(2), 1); pair.Item1 = given; w = pair.Item1; RegisterComponents(); }")]
    [InlineData(
        "a parameter of a loop",
        "Tensor w = ones(2); Linear fc = Linear(2, 2); public M() : base(\"m\") { foreach (var pair in fc.named_parameters()) { w = pair.Item2; } RegisterComponents(); }")]
    [InlineData(
        "registered in one of two branches",
        "Linear fc; public M(bool a) : base(\"m\") { if (a) { fc = Linear(2, 2); register_module(\"fc\", fc); } else { fc = Linear(2, 3); } }")]
    [InlineData(
        "registered on one path, and replaced before RegisterComponents()",
        "Linear fc; public M(bool a) : base(\"m\") { fc = Linear(2, 2); if (a) { register_module(\"fc\", fc); } fc = Linear(2, 3); RegisterComponents(); }")]
    [InlineData(
        "registered on one path under another name, and by RegisterComponents()",
        "Linear fc; public M(bool a) : base(\"m\") { fc = Linear(2, 2); if (a) { register_module(\"head\", fc); } RegisterComponents(); }")]
    [InlineData(
        "a buffer on one path, and a parameter by RegisterComponents()",
        "Tensor? w; public M(bool a, bool b) : base(\"m\") { w = b ? Parameter(ones(2)) : null; if (a) { register_buffer(\"w\", w!); } RegisterComponents(); }")]
    [InlineData(
        "not saved on one path, and by RegisterComponents()",
        "Tensor? t; public M(bool a, bool b) : base(\"m\") { t = b ? ones(2) : null; if (a) { register_buffer(\"t\", t!, persistent: false); } RegisterComponents(); }")]
    [InlineData(
        "registered on one path, and nowhere else",
        "Linear? fc; public M(bool a) : base(\"m\") { fc = a ? Linear(2, 2) : null; if (a) { register_module(\"fc\", fc!); } }")]
    [InlineData(
        "registered where it is assigned, and there before",
        "Linear fc = Linear(2, 2); public M(bool a) : base(\"m\") { if (a) { fc = Linear(2, 3); register_module(\"fc\", fc); } }")]
    [InlineData(
        "assigned behind a registration that may be",
        "Linear fc; public M(bool register) : base(\"m\") { if (register) { RegisterComponents(); } fc = Linear(2, 2); }")]
    [InlineData(
        "a tensor of another build",
        "Linear fc;\n#if !FAST\n#else\nTensor? table;\n#endif\npublic M() : base(\"m\") { fc = Linear(2, 2); RegisterComponents(); }")]
    [InlineData(
        "an attribute of this build alone",
        "\n#if !FAST\n[Obsolete]\n#endif\nTensor mask = ones(2);\npublic M() : base(\"m\") { RegisterComponents(); }")]
    [InlineData(
        "a registration of another build",
        "Linear fc = Linear(2, 2); public M() : base(\"m\") {\n#if FAST\nregister_module(\"fc\", fc);\n#endif\nRegisterComponents(); }")]
    [InlineData(
        "a member of the generated code's name",
        "Linear fc; int reset_buffers; public M() : base(\"m\") { fc = Linear(reset_buffers = 2, 2); RegisterComponents(); }")]
    [InlineData(
        "weights initialised before they are registered",
        "Linear fc; public M() : base(\"m\") { fc = Linear(2, 2); apply(m => { }); RegisterComponents(); }")]
    [InlineData("nothing to register", "int n; public M() : base(\"m\") { n = 2; RegisterComponents(); }")]
    [InlineData("state assigned in a tuple", "Tensor a = ones(2); Tensor b = ones(2); public M() : base(\"m\") { RegisterComponents(); } void Step(Tensor x) { (a, b) = (x + 1, x + 2); }")]
    [InlineData(
        "a field that the registry gives back",
        "Tensor? t; public M() : base(\"m\") { register_buffer(\"t\", ones(2)); t = get_buffer(\"t\"); }")]
    [InlineData(
        "a field that the registry gives back, and RegisterComponents()",
        "Tensor? t; public M() : base(\"m\") { register_buffer(\"t\", ones(2)); t = get_buffer(\"t\"); RegisterComponents(); }")]
    [InlineData(
        "a buffer that a method registers",
        "Linear fc = Linear(2, 2); public M() : base(\"m\") { RegisterComponents(); } public void Keep() { register_buffer(\"kept\", ones(2)); }")]
    [InlineData(
        "a buffer that is saved on one path only",
        "Tensor t; public M(bool save) : base(\"m\") { t = ones(2); if (save) { register_buffer(\"t\", t); } else { register_buffer(\"t\", t, persistent: false); } }")]
    [InlineData(
        "an error in the class",
        "Linear fc; public M() : base(\"m\") { fc = Linear(2, 2); RegisterComponents(); {|CS0103:missing|} = 2; }")]
    public Task Is_left_alone(string why, string members)
    {
        Assert.NotEmpty(why);
        return Verify.VerifyAsync($$"""
            public class M : Module<Tensor, Tensor>
            {
                {{members}}
                public override Tensor forward(Tensor x) => x;
            }
            """);
    }

    /// <summary>It lists what it was given: the buffer would get a key that no old file has.</summary>
    [Theory]
    [InlineData("Sequential", "register_buffer(\"bias\", bias);")]
    [InlineData("Sequential", "RegisterComponents();")]
    [InlineData("Sequential<Tensor, Tensor>", "RegisterComponents();")]
    public Task A_class_over_Sequential_is_left_alone(string stock, string registration) =>
        Verify.VerifyAsync($$"""
            public class M : {{stock}}
            {
                private readonly Tensor bias;

                public M() : base(("fc", Linear(2, 2)))
                {
                    bias = ones(2);
                    {{registration}}
                }

                public override Tensor forward(Tensor x) => x + bias;
            }
            """);

    [Theory]
    [InlineData("public abstract class Base() : Module<Tensor, Tensor>(\"b\") { protected abstract Linear Fc { get; } public override Tensor forward(Tensor x) => Fc.call(x); }")]
    [InlineData("public class Base() : Module<Tensor, Tensor>(\"b\") { protected virtual Linear Fc { get; } = Linear(2, 2); public override Tensor forward(Tensor x) => Fc.call(x); }")]
    public Task A_class_that_overrides_a_property_is_left_alone(string ancestor) =>
        Verify.VerifyAsync(
            $$"""
            {{ancestor}}
            public class M : Base
            {
                protected override Linear Fc { get; } = Linear(2, 2);
                public M() { RegisterComponents(); }
            }
            """);

    /// <summary>A local in its own initialiser is an error, and stands there while one types.</summary>
    [Fact]
    public Task A_local_that_is_made_of_itself_is_followed_to_an_end() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                private readonly Linear proj = Linear(2, 2);
                public Block() : base("block") { register_module("proj", proj); }
                public override Tensor forward(Tensor x) => proj.call(x);
            }

            public static class Blocks
            {
                public static void Make() { Block block = Wrap(new Block(), {|CS0165:block|}); }
                private static Block Wrap(Block one, Block other) => one;
            }
            """);

    /// <summary>A tuple cannot be detached from its scope.</summary>
    [Theory]
    [InlineData("void Update(Tensor x) => (mean, spread) = (x + 1, x + 2);")]
    [InlineData("int steps; void Update(Tensor x) { steps++; (mean, spread) = (x + 1, x + 2); }")]
    public Task A_class_waits_for_the_derived_one_that_assigns_its_state(string member) =>
        Verify.VerifyAsync(
            $$"""
            public class Base : Module<Tensor, Tensor>
            {
                protected Tensor mean = zeros(2), spread = ones(2);
                public Base() : base("b") => RegisterComponents();
                public override Tensor forward(Tensor x) => x * spread - mean;
            }
            public class Derived : Base { {{member}} }
            """);

    /// <summary>The generated part stands in a file of its own, where nothing of that name is known.</summary>
    [Fact]
    public Task A_class_in_one_of_this_file_alone_is_left_alone() =>
        Verify.VerifyAsync(
            """
            file class Outer
            {
                public class Net : Module<Tensor, Tensor>
                {
                    private readonly Linear fc = Linear(2, 2);
                    public Net() : base("net") => RegisterComponents();
                    public override Tensor forward(Tensor x) => fc.call(x);
                }
            }
            """);

    /// <summary>The attribute would be somebody else's: it would compile, and the state would be gone.</summary>
    [Theory]
    [InlineData("Module")]
    [InlineData("Buffer")]
    [InlineData("NotRegistered")]
    public Task A_class_where_an_attribute_has_the_name_of_ours_is_left_alone(string name) =>
        Verify.VerifyAsync(
            $$"""
            namespace Mine
            {
                public class {{name}}Attribute : System.Attribute;

                public class Net : Module<Tensor, Tensor>
                {
                    private Tensor mask = ones(2);
                    private Tensor? late;
                    public Net() : base("net") { RegisterComponents(); late = ones(2); }
                    public override Tensor forward(Tensor x) => x * mask + (late ?? x);
                }
            }
            """);

    /// <summary>The parent calls the child's RegisterComponents(), which finds the field as well: "block.proj" and "block._proj".</summary>
    [Fact]
    public Task A_child_that_registers_under_another_name_has_two_keys() =>
        Verify.VerifyAsync(
            """
            public class Block : Module<Tensor, Tensor>
            {
                private readonly Linear _proj = Linear(2, 2);
                public Block() : base("block") { register_module("proj", _proj); }
                public override Tensor forward(Tensor x) => _proj.call(x);
            }

            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Block block = new();
                public Net() : base("net") { RegisterComponents(); }
                public override Tensor forward(Tensor x) => block.call(x);
            }
            """);

    /// <summary>Whoever asks the factory registers what it makes, and so calls its RegisterComponents().</summary>
    [Theory]
    [InlineData("static class Blocks { public static Module<Tensor, Tensor> Make() => new Block(); }", "Blocks.Make()")]
    [InlineData("static class Blocks { public static Block Make() => new(); }", "Blocks.Make()")]
    [InlineData(
        "static class Blocks { static readonly Dictionary<string, Func<Block>> s_all = new() { [\"a\"] = () => new Block() }; public static Block Make() => s_all[\"a\"](); }",
        "Blocks.Make()")]
    [InlineData("static class Blocks { public static Module<Tensor, Tensor> All() { var block = new Block(); return Sequential(block); } }", "ReLU()")]
    [InlineData("static class Blocks { public static Net Make() => new Net(new Block()); }", "ReLU()")]
    public Task A_child_that_a_factory_makes_has_two_keys(string factory, string made) =>
        Verify.VerifyAsync(
            $$"""
            public class Block : Module<Tensor, Tensor>
            {
                private readonly Linear _proj = Linear(2, 2);
                public Block() : base("block") { register_module("proj", _proj); }
                public override Tensor forward(Tensor x) => _proj.call(x);
            }

            {{factory}}

            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> block;
                public Net(Module<Tensor, Tensor>? given = null) : base("net") { block = given ?? {{made}}; RegisterComponents(); }
                public override Tensor forward(Tensor x) => block.call(x);
            }
            """);

    [Fact]
    public Task A_root_that_a_program_makes_has_one_key() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Linear _proj = Linear(2, 2);
                public Net() : base("net") { register_module("proj", _proj); }
                public override Tensor forward(Tensor x) => _proj.call(x);
            }

            static class Nets { public static Net Make() => new(); }

            class Trainer
            {
                private readonly Net net = Nets.Make();
                public Trainer() => net.to(float64);
            }
            """);

    /// <summary>What it holds is registered, since its parent registers it afterwards; its own code does not show that.</summary>
    [Theory]
    [InlineData("child = new() { fc = Linear(2, 2) };")]
    [InlineData("child = new(); child.fc = Linear(2, 2);")]
    [InlineData("child = new(); child.Build();")]
    public Task A_child_that_others_fill_is_left_alone(string filled) =>
        Verify.VerifyAsync($$"""
            public class Child : Module<Tensor, Tensor>
            {
                public Linear? fc;
                public Child() : base("child") { }
                public void Build() => fc = Linear(2, 2);
                public override Tensor forward(Tensor x) => fc!.call(x);
            }

            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Child child;
                public Net() : base("net") { {{filled}} RegisterComponents(); }
                public override Tensor forward(Tensor x) => child.call(x);
            }
            """);

    /// <summary><c>register_module</c> of a generated class refuses the key of a member.</summary>
    [Theory]
    [InlineData("fc = this.Add(\"fc\", Linear(2, 2));")]
    [InlineData("fc = Registering.Add(this, \"fc\", Linear(2, 2));")]
    [InlineData("fc = Wiring.Build(this);")]
    [InlineData("fc = Linear(2, 2); wiring.Attach(this, fc);")]
    public Task A_class_that_a_helper_registers_into_is_left_alone(string registration) =>
        Verify.VerifyAsync($$"""
            public interface IWiring { void Attach(nn.Module parent, nn.Module child); }

            public static class Wiring { public static Linear Build(nn.Module parent) => parent.Add("fc", Linear(2, 2)); }

            public static class Registering
            {
                public static T Add<T>(this nn.Module parent, string name, T child) where T : nn.Module
                {
                    parent.register_module(name, child);
                    return child;
                }
            }

            public class Net : Module<Tensor, Tensor>
            {
                private readonly Linear fc;
                public Net(IWiring wiring) : base("net") { {{registration}} RegisterComponents(); }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);

    [Fact]
    public Task A_child_that_registers_part_of_its_state_has_all_of_it() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2), proj = Linear(2, 2);
                public Block() : base("block") { register_module("proj", proj); }
                public override Tensor forward(Tensor x) => proj.call(fc.call(x));
            }

            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Block block = new();
                public Net() : base("net") { RegisterComponents(); }
                public override Tensor forward(Tensor x) => block.call(x);
            }
            """);

    /// <summary>Its state has a key of the compiler, &lt;proj&gt;P, and no place for an attribute.</summary>
    [Fact]
    public Task A_class_that_captures_state_is_left_alone() =>
        Verify.VerifyAsync(
            """
            public class Captured(Linear proj, Tensor mask) : Module<Tensor, Tensor>("c")
            {
                private readonly LayerNorm norm = LayerNorm(4);
                public override Tensor forward(Tensor x) => norm.call(proj.call(x)) * mask;
            }
            """);

    [Fact]
    public Task A_base_waits_for_the_class_over_it() =>
        Verify.VerifyAsync(
            """
            public class Base : Module<Tensor, Tensor>
            {
                protected Linear fc = Linear(2, 2);
                public Base() : base("b") { }
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Derived : Base
            {
                private readonly Linear head;
                public Derived(int i) { head = Linear(2, 2); register_module($"head{i}", head); }
            }
            """);

    [Fact]
    public Task A_class_in_a_hierarchy_without_state_of_its_own_stays() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Base|} : Module<Tensor, Tensor>
            {
                protected Linear fc = Linear(2, 2);
                public Base() : base("b") { }
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Derived : Base
            {
                public override Tensor forward(Tensor x) => fc.call(x) + 1;
            }
            """);

    /// <summary>What the base is told decides, and somebody may tell it another thing; then nothing of the derived class is registered.</summary>
    [Theory]
    [InlineData("bool register", "register")]
    [InlineData("bool register = true", "false || register")]
    [InlineData("bool register = true", "Flip(register)")]
    public Task A_hierarchy_whose_base_may_register_first_is_left_alone(string parameter, string argument) =>
        Verify.VerifyAsync(
            $$"""
            public class Base : Module<Tensor, Tensor>
            {
                protected Linear fc;
                public Base(bool register) : base("b") { fc = Linear(2, 2); if (register) RegisterComponents(); }
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Derived : Base
            {
                private readonly Linear head;
                public Derived({{parameter}}) : base({{argument}}) { head = Linear(2, 2); RegisterComponents(); }
                private static bool Flip(bool register) => !register;
            }
            """);

    [Theory]
    [InlineData("public Base(bool register) : base(\"b\") { fc = Linear(2, 2); register = true; if (register) RegisterComponents(); }", "base(false)")]
    [InlineData("public Base() : base(\"b\") { fc = Linear(2, 2); if (GetType() != typeof(Other)) RegisterComponents(); }", "base()")]
    [InlineData("public Base(bool wait = false) : base(\"b\") { fc = Linear(2, 2); if (!wait) RegisterComponents(); }", "base()")]
    public Task A_derived_class_that_comes_too_late_is_told_so(string constructor, string call) =>
        Verify.VerifyAsync(
            $$"""
            public class {|TSG9001:Base|} : Module<Tensor, Tensor>
            {
                protected Linear fc;
                {{constructor}}
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class {|TSG9001:Derived|} : Base
            {
                private readonly Linear head;
                public Derived() : {{call}} { head = Linear(2, 2); RegisterComponents(); }
            }

            public class Other;
            """);

    /// <summary>Nobody sets it in the derived class while it is made, but then.</summary>
    [Theory]
    [InlineData("public void Add() { extra = Linear(2, 2); }", "")]
    [InlineData("", "public static class Nets { public static Derived Make() => new() { extra = Linear(2, 2) }; }")]
    [InlineData("", "public static class Nets { public static void Fill(Derived net) { net.extra = Linear(2, 2); } }")]
    public Task A_base_with_a_member_that_is_set_later_is_left_alone(string member, string other) =>
        Verify.VerifyAsync(
            $$"""
            public class Base : Module<Tensor, Tensor>
            {
                public Linear? extra;
                public Base() : base("b") { extra = Linear(2, 2); RegisterComponents(); }
                protected Base(string name) : base(name) { }
                public override Tensor forward(Tensor x) => x;
                {{member}}
            }

            public class {|TSG9001:Derived|} : Base
            {
                private readonly Linear head;
                public Derived() : base("d") { head = Linear(2, 2); RegisterComponents(); }
            }

            {{other}}
            """);

    private const string Registered =
        """
        public class M : Module<Tensor, Tensor>
        {
            Linear fc; public M() : base("m") { fc = Linear(2, 2); RegisterComponents(); }
            public override Tensor forward(Tensor x) => x;
        }
        """;

    [Theory]
    [InlineData("M.g.cs", "")]
    [InlineData("M.Designer.cs", "")]
    [InlineData("M.cs", "// <auto-generated/>\n")]
    public async Task A_generated_file_is_left_alone(string name, string header) => Assert.Empty(await ReportedAsync((name, header + Registered)));

    /// <summary>The compiler says that the class is there twice.</summary>
    [Fact]
    public async Task A_file_that_is_compiled_twice_is_left_alone() =>
        Assert.Empty(await ReportedAsync(("M.cs", Registered), ("Linked/M.cs", Registered)));

    private static async Task<IEnumerable<Diagnostic>> ReportedAsync(params (string Name, string Text)[] files)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Left",
            files.Append(("Usings.cs", TestSetup.Usings)).Select(file => CSharpSyntaxTree.ParseText(file.Item2, options, file.Item1)),
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return await compilation.WithAnalyzers([new HandWrittenModuleAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task A_hierarchy_may_have_any_number_of_levels() =>
        Verify.VerifyAsync(string.Join(
            "\n",
            Enumerable.Range(0, 12).Select(static level =>
                $$"""
                public class {|TSG9001:Level{{level}}|} : {{(level == 0 ? "Module<Tensor, Tensor>" : $"Level{level - 1}")}}
                {
                    private readonly Linear fc{{level}} = Linear(2, 2);
                    public Level{{level}}(string name) : base(name) { RegisterComponents(); }
                    public override Tensor forward(Tensor x) => fc{{level}}.call(x);
                }
                """)));
}
