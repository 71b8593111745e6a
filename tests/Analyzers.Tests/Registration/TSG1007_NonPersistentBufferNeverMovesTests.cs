using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.NonPersistentBufferAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1007_NonPersistentBufferNeverMovesTests
{
    [Theory]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache")]
    [InlineData("{|TSG1007:this.register_buffer(nameof(cache), cache, false)|};", "x + cache")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", torch.ones(2), persistent: false)|};", "x + get_buffer(\"cache\")!")]
    [InlineData("var t = torch.ones(2); cache = t; {|TSG1007:register_buffer(\"cache\", t, persistent: false)|};", "x + cache")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache.to(x.device) + cache")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache.to(ScalarType.Float64)")]
    [InlineData("for (int i = 0; i < 2; i++) {|TSG1007:register_buffer($\"cache{i}\", torch.ones(2), persistent: false)|};", "x + get_buffer(\"cache0\")!")]
    public Task Buffer_that_stays_behind_triggers(string registration, string result) => Verify.VerifyAsync(Net(registration, result));

    [Theory]
    [InlineData("register_buffer(\"cache\", cache);", "x + cache")]
    [InlineData("register_buffer(\"cache\", cache, persistent: true);", "x + cache")]
    [InlineData("register_buffer(\"cache\", cache, keep);", "x + cache")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x + cache.to(x.device)")]
    [InlineData("register_buffer(\"cache\", torch.ones(2), persistent: false);", "x + get_buffer(\"cache\")!.to(x.device)")]
    public Task Buffer_that_moves_does_not_trigger(string registration, string result) => Verify.VerifyAsync(Net(registration, result));

    [Fact]
    public Task Buffer_that_forward_brings_along_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Net : Module<Tensor, Tensor>
            {
                private Tensor cache = torch.ones(2);

                public Net() : base("net") { register_buffer("cache", cache, persistent: false); }

                public override Tensor forward(Tensor x)
                {
                    if (cache.device != x.device) { cache = cache.to(x.device); }
                    return x + cache;
                }
            }
            """);

    [Fact]
    public Task Generated_class_and_class_with_its_own_transfer_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            [Module]
            partial class Generated : nn.Module
            {
                public Generated() : base("g") { register_buffer("cache", torch.ones(2), persistent: false); }
            }

            class Derived : Generated
            {
                public Derived() { register_buffer("more", torch.ones(2), persistent: false); }
            }

            class Own : nn.Module
            {
                private Tensor cache = torch.ones(2);
                public Own() : base("o") { register_buffer("cache", cache, persistent: false); }
                protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
                {
                    base._toEpilog(dtype, device, non_blocking);
                    cache = cache.to(device!);
                }
            }

            class Other
            {
                public void register_buffer(string name, Tensor tensor, bool persistent) { }
                public Other() { register_buffer("cache", torch.ones(2), persistent: false); }
            }
            """);

    [Fact]
    public Task Incomplete_code_does_not_trigger() =>
        Verify.VerifyAsync([Net("register_buffer(\"cache\", , persistent: false", "x +")], [], compilerErrors: false);

    private static string Net(string registration, string result) =>
        $$"""
        class Net : Module<Tensor, Tensor>
        {
            private Tensor cache = torch.ones(2);

            public Net(bool keep) : base("net")
            {
                {{registration}}
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => {{result}};
        }
        """;
}
