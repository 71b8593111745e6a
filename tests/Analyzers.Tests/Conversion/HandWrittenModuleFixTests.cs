using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Conversion.HandWrittenModuleAnalyzer,
    TorchSharp.Generators.CodeFixes.Conversion.HandWrittenModuleFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

public class HandWrittenModuleFixTests
{
    [Fact]
    public Task What_reflection_registers_keeps_its_key() =>
        Verify.VerifyAsync(
            """
            /// <summary>Attention.</summary>
            public class {|TSG9001:Attention|} : Module<Tensor, Tensor>
            {
                private readonly Linear query, key;   // projections
                private readonly Tensor mask;
                private Tensor? cache;

                public Attention() : base("attention")
                {
                    query = Linear(2, 2);
                    key = Linear(2, 2);
                    mask = ones(2, 2);

                    // has to come last
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    cache = query.call(x);
                    return key.call(cache) * mask;
                }
            }
            """,
            """
            /// <summary>Attention.</summary>
            [Module]
            public partial class Attention : Module<Tensor, Tensor>
            {
                private readonly Linear query, key;   // projections
                [Buffer] private Tensor mask;
                [NotRegistered] private Tensor? cache;

                public Attention() : base("attention")
                {
                    query = Linear(2, 2);
                    key = Linear(2, 2);
                    mask = ones(2, 2);
                }

                public override Tensor forward(Tensor x)
                {
                    cache = query.call(x);
                    return key.call(cache) * mask;
                }
            }
            """);

    /// <summary>
    /// In a generated class nothing sees that a field is assigned (TSG3003): what it gets must not die with a scope of the caller's.
    /// </summary>
    [Fact]
    public Task State_that_is_assigned_later_leaves_its_scope() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Normalizer|} : Module<Tensor, Tensor>
            {
                private Tensor mean = zeros(2);

                public Normalizer() : base("normalizer") { RegisterComponents(); }

                public override Tensor forward(Tensor x)
                {
                    mean = mean * 0.9 + x * 0.1;   // moving average
                    return x - mean;
                }
            }
            """,
            """
            [Module]
            public partial class Normalizer : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor mean = zeros(2);

                public Normalizer() : base("normalizer") { }

                public override Tensor forward(Tensor x)
                {
                    mean = (mean * 0.9 + x * 0.1).DetachFromDisposeScope();   // moving average
                    return x - mean;
                }
            }
            """);

    [Fact]
    public Task State_that_an_operator_assigns_leaves_its_scope_too() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Counting|} : Module<Tensor, Tensor>
            {
                private Tensor count = zeros(1);

                public Counting() : base("counting") { RegisterComponents(); }

                public override Tensor forward(Tensor x)
                {
                    count += 1;
                    return x / count;
                }
            }
            """,
            """
            [Module]
            public partial class Counting : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor count = zeros(1);

                public Counting() : base("counting") { }

                public override Tensor forward(Tensor x)
                {
                    count = (count + 1).DetachFromDisposeScope();
                    return x / count;
                }
            }
            """);

    /// <summary>What the base's constructor calls is construction, in the class over it as well.</summary>
    [Fact]
    public Task State_that_an_override_builds_stays_where_it_is_made() =>
        Verify.VerifyAsync(
            """
            public abstract class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                protected Linear fc = null!;
                protected Net(string name) : base(name) { Build(); RegisterComponents(); }
                protected virtual void Build() { fc = Linear(2, 2); }
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class {|TSG9001:Shifted|} : Net
            {
                private Tensor shift = null!;
                public Shifted() : base("shifted") { }
                protected override void Build()
                {
                    base.Build();
                    shift = ones(2);
                }
            }
            """,
            """
            [Module]
            public abstract partial class Net : Module<Tensor, Tensor>
            {
                protected Linear fc = null!;
                protected Net(string name) : base(name) { Build(); }
                protected virtual void Build() { fc = Linear(2, 2); }
                public override Tensor forward(Tensor x) => fc.call(x);
            }

            [Module]
            public partial class Shifted : Net
            {
                [Buffer] private Tensor shift = null!;
                public Shifted() : base("shifted") { }
                protected override void Build()
                {
                    base.Build();
                    shift = ones(2);
                }
            }
            """);

    /// <summary>As TorchSharp's examples have it.</summary>
    [Fact]
    public Task A_class_that_clears_its_modules_where_it_is_disposed() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> fc = Linear(2, 2);
                public Net() : base("net") { RegisterComponents(); }
                public override Tensor forward(Tensor x) => fc.call(x);

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        fc.Dispose();
                        ClearModules();
                    }

                    base.Dispose(disposing);
                }
            }
            """,
            """
            [Module]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> fc = Linear(2, 2);
                public Net() : base("net") { }
                public override Tensor forward(Tensor x) => fc.call(x);

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        fc.Dispose();
                        ClearModules();
                    }

                    base.Dispose(disposing);
                }
            }
            """);

    [Fact]
    public Task State_that_a_derived_class_assigns_later_leaves_its_scope_too() =>
        Verify.VerifyAsync(
            [
                "public class {|TSG9001:Running|} : Normalizer { public void Update(Tensor x) => mean = mean * 0.9 + x * 0.1; }",
                """
                public class {|TSG9001:Normalizer|} : Module<Tensor, Tensor>
                {
                    protected Tensor mean = zeros(2);

                    public Normalizer() : base("normalizer") { RegisterComponents(); }

                    public override Tensor forward(Tensor x) => x - mean;
                }
                """,
            ],
            [
                """
                [Module]
                public partial class Running : Normalizer { public void Update(Tensor x) => mean = (mean * 0.9 + x * 0.1).DetachFromDisposeScope(); }
                """,
                """
                [Module]
                public partial class Normalizer : Module<Tensor, Tensor>
                {
                    [Buffer] protected Tensor mean = zeros(2);

                    public Normalizer() : base("normalizer") { }

                    public override Tensor forward(Tensor x) => x - mean;
                }
                """,
            ],
            passes: 1);

    [Fact]
    public Task Calls_by_hand_become_keys() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                private readonly Linear _proj;
                private readonly Tensor _mask, _freq;
                private readonly Parameter _scale;

                public Block() : base("block")
                {
                    _proj = Linear(2, 2);
                    _mask = ones(2);
                    register_module("proj", _proj);
                    register_buffer("mask", _mask);
                    register_buffer("_freq", _freq = arange(2), persistent: false);
                    // the scale
                    register_parameter("scale", _scale = Parameter(ones(2)));
                }

                public override Tensor forward(Tensor x) => _proj.call(x) * _mask * _freq * _scale;
            }
            """,
            """
            [Module]
            public partial class Block : Module<Tensor, Tensor>
            {
                [Submodule("proj")] private readonly Linear _proj;
                [Buffer("mask")] private Tensor _mask;
                [Buffer(Persistent = false, KeepDtype = true)] private Tensor _freq;
                [Parameter("scale")] private Parameter _scale;

                public Block() : base("block")
                {
                    _proj = Linear(2, 2);
                    _mask = ones(2);
                    _freq = arange(2);
                    // the scale
                    _scale = Parameter(ones(2));
                }

                public override Tensor forward(Tensor x) => _proj.call(x) * _mask * _freq * _scale;
            }
            """);

    [Fact]
    public Task A_constructor_that_is_one_call_is_as_good_as_a_block() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Mask|} : nn.Module
            {
                private readonly Tensor mask = ones(2);
                public Mask() : base("m") => register_buffer("mask", mask); // Causal.
            }

            public class {|TSG9001:Scale|} : nn.Module
            {
                private readonly Parameter scale;
                public Scale() : base("s") => register_parameter("scale", scale = Parameter(ones(2)));
            }

            public class {|TSG9001:Rope|} : nn.Module
            {
                public Rope(long dim) : base("r") => register_buffer("freq", arange(dim));
                public Tensor Of(Tensor x) => x * get_buffer("freq");
            }

            public class {|TSG9001:Plain|} : nn.Module
            {
                private readonly Linear fc = Linear(2, 2);
                public Plain() : base("p") => RegisterComponents();
            }
            """,
            """
            [Module]
            public partial class Mask : nn.Module
            {
                [Buffer] private Tensor mask = ones(2);
                public Mask() : base("m") { } // Causal.
            }

            [Module]
            public partial class Scale : nn.Module
            {
                private Parameter scale;
                public Scale() : base("s") => scale = Parameter(ones(2));
            }

            [Module]
            public partial class Rope : nn.Module
            {
                [Buffer] private Tensor freq;

                public Rope(long dim) : base("r") => freq = arange(dim);
                public Tensor Of(Tensor x) => x * freq;
            }

            [Module]
            public partial class Plain : nn.Module
            {
                private readonly Linear fc = Linear(2, 2);
                public Plain() : base("p") { }
            }
            """);

    [Fact]
    public Task A_call_under_a_condition_needs_no_braces() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Attention|} : nn.Module
            {
            #if SWISH
                private readonly string activation = "swish";
            #endif

                public Attention(bool causal) : base("a")
                {
                    if (causal) register_buffer("mask", ones(4));
                }
            }
            """,
            """
            [Module]
            public partial class Attention : nn.Module
            {
                [Buffer] private Tensor mask = null!;

            #if SWISH
                private readonly string activation = "swish";
            #endif

                public Attention(bool causal) : base("a")
                {
                    if (causal) mask = ones(4);
                }
            }
            """);

    [Fact]
    public Task A_generic_module_that_stays_holds_its_type_argument() =>
        Verify.VerifyAsync(
            """
            public class Stays<T> : nn.Module where T : nn.Module, new()
            {
                private readonly T inner = new();
                public Stays(int number) : base("s") { register_module($"inner_{number}", inner); }
            }

            public class {|TSG9001:Head|} : nn.Module
            {
                public Linear Fc { get; } = Linear(2, 2);
                public Head() : base("h") { RegisterComponents(); }
            }

            internal static class Program { public static nn.Module Make() => new Stays<Head>(1); }
            """,
            """
            public class Stays<T> : nn.Module where T : nn.Module, new()
            {
                private readonly T inner = new();
                public Stays(int number) : base("s") { register_module($"inner_{number}", inner); }
            }

            [Module]
            public partial class Head : nn.Module
            {
                [Submodule("<Fc>k__BackingField")] public Linear Fc { get; } = Linear(2, 2);
                public Head() : base("h") { }
            }

            internal static class Program { public static nn.Module Make() => new Stays<Head>(1); }
            """);

    [Fact]
    public Task Buffers_without_a_field_get_one() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Rotary|} : Module<Tensor, Tensor>
            {
                public Rotary(long dim) : base("rotary")
                {
                    this.register_buffer("inv_freq", pow(10000.0f, -arange(dim)), persistent: false);
                    register_buffer("scale", ones(dim));
                }

                public override Tensor forward(Tensor x)
                {
                    var inv_freq = this.get_buffer("inv_freq")!.to(x.device);
                    return x * inv_freq * get_buffer("scale")!;
                }
            }
            """,
            """
            [Module]
            public partial class Rotary : Module<Tensor, Tensor>
            {
                [Buffer(Persistent = false, KeepDtype = true)] private Tensor inv_freq;
                [Buffer] private Tensor scale;

                public Rotary(long dim) : base("rotary")
                {
                    inv_freq = pow(10000.0f, -arange(dim));
                    scale = ones(dim);
                }

                public override Tensor forward(Tensor x)
                {
                    var inv_freq = this.inv_freq.to(x.device);
                    return x * inv_freq * scale;
                }
            }
            """);

    /// <summary>What <c>get_buffer</c> had to say about null, the field says; but for a buffer that is not always there.</summary>
    [Fact]
    public Task A_read_needs_no_other_value_where_the_buffer_is_always_there() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Scale|} : Module<Tensor, Tensor>
            {
                public Scale(bool shifts) : base("scale")
                {
                    register_buffer("factor", ones(2));
                    if (shifts)
                    {
                        register_buffer("shift", ones(2));
                    }
                }

                public override Tensor forward(Tensor x)
                {
                    Tensor factor = get_buffer("factor")
                        ?? throw new InvalidOperationException("no factor");
                    Tensor shift = get_buffer("shift") ?? zeros(2);
                    return (get_buffer("factor") ?? ones(2)).to(x.device) * factor + (get_buffer("shift") ?? shift);
                }
            }
            """,
            """
            [Module]
            public partial class Scale : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor factor;
                [Buffer] private Tensor shift = null!;

                public Scale(bool shifts) : base("scale")
                {
                    factor = ones(2);
                    if (shifts)
                    {
                        shift = ones(2);
                    }
                }

                public override Tensor forward(Tensor x)
                {
                    Tensor factor = this.factor;
                    Tensor shift = this.shift ?? zeros(2);
                    return this.factor.to(x.device) * factor + (this.shift ?? shift);
                }
            }
            """);

    [Fact]
    public Task A_hierarchy_converts_together_over_files() =>
        Verify.VerifyAsync(
            [
                """
                public class {|TSG9001:Wide|} : Outer.Net
                {
                    private readonly Linear wide = Linear(2, 2);
                    public override Tensor forward(Tensor x) => wide.call(base.forward(x));
                }
                """,
                """
                public abstract class {|TSG9001:Backbone|} : Module<Tensor, Tensor>
                {
                    protected Linear stem;

                    protected Backbone(string name) : base(name) => stem = Linear(2, 2);
                }
                """,
                """
                public static partial class Outer
                {
                    public class {|TSG9001:Net|} : Backbone
                    {
                        private readonly Linear head;

                        public Net() : base("net")
                        {
                            head = Linear(2, 2);
                            RegisterComponents();
                        }

                        public override Tensor forward(Tensor x) => head.call(stem.call(x));
                    }
                }
                """,
            ],
            [
                """
                [Module]
                public partial class Wide : Outer.Net
                {
                    private readonly Linear wide = Linear(2, 2);
                    public override Tensor forward(Tensor x) => wide.call(base.forward(x));
                }
                """,
                """
                [Module]
                public abstract partial class Backbone : Module<Tensor, Tensor>
                {
                    protected Linear stem;

                    protected Backbone(string name) : base(name) => stem = Linear(2, 2);
                }
                """,
                """
                public static partial class Outer
                {
                    [Module]
                    public partial class Net : Backbone
                    {
                        private readonly Linear head;

                        public Net() : base("net")
                        {
                            head = Linear(2, 2);
                        }

                        public override Tensor forward(Tensor x) => head.call(stem.call(x));
                    }
                }
                """,
            ],
            passes: 1);

    [Fact]
    public Task Auto_properties_keep_old_files() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Head|} : Module<Tensor, Tensor>
            {
                public Linear Fc { get; }
                public Tensor Bias { get; }

                public Head() : base("head")
                {
                    Fc = Linear(2, 2);
                    Bias = ones(2);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => Fc.call(x) + Bias;
            }
            """,
            """
            [Module]
            public partial class Head : Module<Tensor, Tensor>
            {
                [Submodule(Aliases = new[] { "<Fc>k__BackingField" })] public Linear Fc { get; }
                [Buffer(Aliases = new[] { "<Bias>k__BackingField" })] public Tensor Bias { get; private set; }

                public Head() : base("head")
                {
                    Fc = Linear(2, 2);
                    Bias = ones(2);
                }

                public override Tensor forward(Tensor x) => Fc.call(x) + Bias;
            }
            """);

    [Fact]
    public Task A_parameter_in_a_tensor_field_gets_its_type() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:LayerNorm2d|} : Module<Tensor, Tensor>
            {
                private readonly Tensor weight, mean;
                private readonly Tensor? bias;

                public LayerNorm2d(long n, bool hasBias) : base("norm")
                {
                    weight = Parameter(ones(n));
                    mean = Mean(n);
                    bias = hasBias ? Parameter(zeros(n)) : null;
                    RegisterComponents();
                }

                private static Tensor Mean(long n)
                {
                    var mean = zeros(n);
                    mean = mean.add_(1);
                    return mean;
                }

                public override Tensor forward(Tensor x) => bias is null ? x * weight + mean : x * weight + mean + bias;
            }
            """,
            """
            [Module]
            public partial class LayerNorm2d : Module<Tensor, Tensor>
            {
                private Parameter weight;
                [Buffer] private Tensor mean;
                private Parameter? bias;

                public LayerNorm2d(long n, bool hasBias) : base("norm")
                {
                    weight = Parameter(ones(n));
                    mean = Mean(n);
                    bias = hasBias ? Parameter(zeros(n)) : null;
                }

                private static Tensor Mean(long n)
                {
                    var mean = zeros(n);
                    mean = mean.add_(1);
                    return mean;
                }

                public override Tensor forward(Tensor x) => bias is null ? x * weight + mean : x * weight + mean + bias;
            }
            """);

    [Fact]
    public Task A_derived_class_without_registered_state_goes_with_its_base() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Flow|} : Module<Tensor, Tensor>
            {
                protected Linear estimator = Linear(2, 2);
                public Flow() : base("flow") { RegisterComponents(); }
                public override Tensor forward(Tensor x) => estimator.call(x);
            }

            public class {|TSG9001:CausalFlow|} : Flow
            {
                private readonly Tensor noise;
                public CausalFlow() { noise = randn(2); }
                public override Tensor forward(Tensor x) => estimator.call(x) + noise.to(x.device);
            }
            """,
            """
            [Module]
            public partial class Flow : Module<Tensor, Tensor>
            {
                protected Linear estimator = Linear(2, 2);
                public Flow() : base("flow") { }
                public override Tensor forward(Tensor x) => estimator.call(x);
            }

            [Module]
            public partial class CausalFlow : Flow
            {
                [NotRegistered] private readonly Tensor noise;
                public CausalFlow() { noise = randn(2); }
                public override Tensor forward(Tensor x) => estimator.call(x) + noise.to(x.device);
            }
            """,
            passes: 1);

    [Fact]
    public Task Directives_regions_and_line_ends_stay() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                #region layers
                private readonly Linear fc;
            #if DEBUG
                private readonly Linear extra = Linear(2, 2);
            #endif
                #endregion

                public Block() : base("block")
                {
                    fc = Linear(2, 2);
            #if TRACE_SHAPES
                    Console.WriteLine(fc.weight.shape);
            #endif
                    RegisterComponents();   // now it is known

                    /* a word on its own */

                    Console.WriteLine("made");
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """.ReplaceLineEndings("\r\n"),
            """
            [Module]
            public partial class Block : Module<Tensor, Tensor>
            {
                #region layers
                private readonly Linear fc;
            #if DEBUG
                private readonly Linear extra = Linear(2, 2);
            #endif
                #endregion

                public Block() : base("block")
                {
                    fc = Linear(2, 2);
            #if TRACE_SHAPES
                    Console.WriteLine(fc.weight.shape);
            #endif

                    /* a word on its own */

                    Console.WriteLine("made");
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Attributes_of_others_keep_their_lines() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                /// <summary>What is seen.</summary>
                [Obsolete]
                private readonly Tensor mask;   // of the past

                [Obsolete] private readonly Tensor scale;

                public Block() : base("block")
                {
                    mask = ones(2);
                    scale = ones(2);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => x;
            }
            """,
            """
            [Module]
            public partial class Block : Module<Tensor, Tensor>
            {
                /// <summary>What is seen.</summary>
                [Buffer]
                [Obsolete]
                private Tensor mask;   // of the past

                [Buffer] [Obsolete] private Tensor scale;

                public Block() : base("block")
                {
                    mask = ones(2);
                    scale = ones(2);
                }

                public override Tensor forward(Tensor x) => x;
            }
            """);

    [Fact]
    public Task A_move_in_the_constructor_goes_over_what_is_declared() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Block(Device device) : base("block")
                {
                    fc = Linear(2, 2);
                    register_buffer("mask", ones(2));
                    RegisterComponents();
                    this.to(device);
                    eval();
                }

                public override Tensor forward(Tensor x) => fc.call(x) * get_buffer("mask");
            }
            """,
            """
            [Module]
            public partial class Block : Module<Tensor, Tensor>
            {
                private readonly Linear fc;
                [Buffer] private Tensor mask;

                public Block(Device device) : base("block")
                {
                    fc = Linear(2, 2);
                    mask = ones(2);
                    this.to(device);
                    eval();
                }

                public override Tensor forward(Tensor x) => fc.call(x) * mask;
            }
            """);

    [Fact]
    public Task What_shares_its_line_with_a_call_keeps_its_place() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Loss|} : Module<Tensor, Tensor>
            {
                private readonly Tensor weight, scale;

                public Loss() : base("loss")
                {
                    weight = ones(2); register_buffer("weight", weight); // kept
                    // and its scale
                    scale = ones(2); register_buffer("scale", scale); RegisterComponents();

                    Console.WriteLine("made");
                    RegisterComponents(); }

                public override Tensor forward(Tensor x) => x * weight * scale;
            }
            """,
            """
            [Module]
            public partial class Loss : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor weight, scale;

                public Loss() : base("loss")
                {
                    weight = ones(2);
                    // and its scale
                    scale = ones(2);

                    Console.WriteLine("made");
                    }

                public override Tensor forward(Tensor x) => x * weight * scale;
            }
            """);

    [Fact]
    public Task A_comment_goes_with_the_call_that_it_speaks_of() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                private readonly Tensor mask = ones(2);

                public Net() : base("net")
                {
                    // the mask moves with the rest
                    register_buffer("mask", mask);
                    Console.WriteLine("known");

                    // set up
                    RegisterComponents();
                    Console.WriteLine("made");

                    // all components are there
                    RegisterComponents();
                    Console.WriteLine("registered");

                    // last of all
                    RegisterComponents();

                    Console.WriteLine("done");
                }

                public override Tensor forward(Tensor x) => fc.call(x) * mask;
            }
            """,
            """
            [Module]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                [Buffer] private Tensor mask = ones(2);

                public Net() : base("net")
                {
                    Console.WriteLine("known");

                    // set up
                    Console.WriteLine("made");

                    Console.WriteLine("registered");

                    Console.WriteLine("done");
                }

                public override Tensor forward(Tensor x) => fc.call(x) * mask;
            }
            """);

    [Fact]
    public Task A_condition_around_the_call_goes_with_it() =>
        Verify.VerifyAsync(
            """
            #define REGISTER
            public class {|TSG9001:Block|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Block() : base("block")
                {
                    fc = Linear(2, 2);

            #if REGISTER
                    RegisterComponents();
            #endif
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class {|TSG9001:Other|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Other() : base("other")
                {
                    // the one layer
                    fc = Linear(2, 2);

                    // a word on its own

                    // only the whole model
                    // registers
                    #if REGISTER
                    // comes last
                    RegisterComponents();
                    #endif
            #if REGISTER
                    RegisterComponents();
            #else
                    Console.WriteLine("by hand");
            #endif

                    Console.WriteLine("made");
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            """
            #define REGISTER
            [Module]
            public partial class Block : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Block() : base("block")
                {
                    fc = Linear(2, 2);
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            [Module]
            public partial class Other : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public Other() : base("other")
                {
                    // the one layer
                    fc = Linear(2, 2);

                    // a word on its own

            #if REGISTER
            #else
                    Console.WriteLine("by hand");
            #endif

                    Console.WriteLine("made");
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);

    [Fact]
    public Task Comments_of_fields_that_part_stay_with_their_field() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Norm|} : Module<Tensor, Tensor>
            {
                private Tensor mean, // of all that was seen
                               // until the next call
                               cache, /* none */ none; // scratch

                public Norm() : base("norm")
                {
                    mean = zeros(2);
                    RegisterComponents();
                    cache = zeros(2);
                    none = zeros(2);
                }

                public override Tensor forward(Tensor x) => x - mean + cache + none;
            }
            """,
            """
            [Module]
            public partial class Norm : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor mean; // of all that was seen
                // until the next call
                [NotRegistered] private Tensor cache; /* none */
                [NotRegistered] private Tensor none; // scratch

                public Norm() : base("norm")
                {
                    mean = zeros(2);
                    cache = zeros(2);
                    none = zeros(2);
                }

                public override Tensor forward(Tensor x) => x - mean + cache + none;
            }
            """);

    [Fact]
    public Task Another_module_in_the_place_of_the_base_s() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                protected Module<Tensor, Tensor> head;
                public Net() : base("net")
                {
                    head = Linear(2, 2);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => head.call(x);
            }

            public class {|TSG9001:DeepNet|} : Net
            {
                private readonly Linear extra = Linear(2, 2);

                public DeepNet()
                {
                    _internal_submodules.Remove("head");
                    head = Sequential(Linear(2, 2), ReLU());
                    register_module("head", head);
                }

                public override Tensor forward(Tensor x) => head.call(extra.call(x));
            }
            """,
            """
            [Module]
            public partial class Net : Module<Tensor, Tensor>
            {
                protected Module<Tensor, Tensor> head;
                public Net() : base("net")
                {
                    head = Linear(2, 2);
                }

                public override Tensor forward(Tensor x) => head.call(x);
            }

            [Module]
            public partial class DeepNet : Net
            {
                private readonly Linear extra = Linear(2, 2);

                public DeepNet()
                {
                    head = Sequential(Linear(2, 2), ReLU());
                }

                public override Tensor forward(Tensor x) => head.call(extra.call(x));
            }
            """,
            passes: 1);

    [Fact]
    public Task What_a_partial_method_assigns_is_state() =>
        Verify.VerifyAsync(
            """
            public partial class {|TSG9001:Net|} : Module<Tensor, Tensor>
            {
                private Tensor mask = null!;

                public Net() : base("net")
                {
                    Build();
                }

                partial void Build();

                public override Tensor forward(Tensor x) => x * mask;
            }

            public partial class Net
            {
                partial void Build()
                {
                    mask = ones(2);
                    RegisterComponents();
                }
            }
            """,
            """
            [Module]
            public partial class Net : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor mask = null!;

                public Net() : base("net")
                {
                    Build();
                }

                partial void Build();

                public override Tensor forward(Tensor x) => x * mask;
            }

            public partial class Net
            {
                partial void Build()
                {
                    mask = ones(2);
                }
            }
            """);
}
