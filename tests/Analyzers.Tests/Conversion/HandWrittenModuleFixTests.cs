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

    [Fact]
    public Task A_hierarchy_converts_together_over_files() =>
        Verify.VerifyAsync(
            [
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
}
