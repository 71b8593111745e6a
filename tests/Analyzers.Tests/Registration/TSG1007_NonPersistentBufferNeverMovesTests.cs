using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Registration.NonPersistentBufferAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.NonPersistentBufferAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class TSG1007_NonPersistentBufferNeverMovesTests
{
    [Fact]
    public Task Flagged_buffer_stays_on_its_device() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private Tensor cache = ones(2);
                public Net() : base("n") { {|TSG1007:register_buffer("cache", cache, persistent: false)|}; RegisterComponents(); }
                public Device Device => cache.device;
                public override Tensor forward(Tensor x) => x + cache;
            }
            """,
            """
            var net = new Net();
            net.to(DeviceType.META);
            string place = net.Device.type.ToString();
            try { return $"{place}, {net.forward(ones(2, device: META)).device_type}"; }
            catch (System.Runtime.InteropServices.ExternalException error) { return $"{place}, fails: {error.Message.Contains("at least two devices")}"; }
            """,
            "CPU, fails: True");

    [Fact]
    public Task Flagged_buffer_of_a_container_stays_on_its_device() =>
        Proof.VerifyAsync(
            """
            public class Net : Sequential
            {
                private Tensor cache = ones(2);
                public Net() : base(Identity()) { {|TSG1007:register_buffer("cache", cache, persistent: false)|}; }
                public Device Device => cache.device;
                public override Tensor forward(Tensor x) => x + cache;
            }
            """,
            """
            var net = new Net();
            net.to(DeviceType.META);
            string place = net.Device.type.ToString();
            try { return $"{place}, {net.forward(ones(2, device: META)).device_type}"; }
            catch (System.Runtime.InteropServices.ExternalException error) { return $"{place}, fails: {error.Message.Contains("at least two devices")}"; }
            """,
            "CPU, fails: True");

    [Fact]
    public Task Silent_persistent_buffer_moves() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private Tensor cache = ones(2);
                public Net() : base("n") { register_buffer("cache", cache); RegisterComponents(); }
                public Device Device => cache.device;
                public override Tensor forward(Tensor x) => x + cache;
            }
            """,
            """
            var net = new Net();
            net.to(DeviceType.META);
            string place = net.Device.type.ToString();
            try { return $"{place}, {net.forward(ones(2, device: META)).device_type}"; }
            catch (System.Runtime.InteropServices.ExternalException error) { return $"{place}, fails: {error.Message.Contains("at least two devices")}"; }
            """,
            "META, META");

    [Fact]
    public Task Silent_buffer_that_is_moved_at_its_use_works() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private Tensor cache = ones(2);
                public Net() : base("n") { register_buffer("cache", cache, persistent: false); RegisterComponents(); }
                public Device Device => cache.device;
                public override Tensor forward(Tensor x) => x + cache.to(x.device);
            }
            """,
            """
            var net = new Net();
            net.to(DeviceType.META);
            string place = net.Device.type.ToString();
            try { return $"{place}, {net.forward(ones(2, device: META)).device_type}"; }
            catch (System.Runtime.InteropServices.ExternalException error) { return $"{place}, fails: {error.Message.Contains("at least two devices")}"; }
            """,
            "CPU, META");

    [Fact]
    public Task Silent_buffer_whose_field_has_another_name_moves_as_the_field() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private Tensor cache = ones(2);
                public Net() : base("n") { register_buffer("other", cache, persistent: false); RegisterComponents(); }
                public Device Device => cache.device;
                public override Tensor forward(Tensor x) => x + cache;
            }
            """,
            """
            var net = new Net();
            net.to(DeviceType.META);
            string place = net.Device.type.ToString();
            try { return $"{place}, {net.forward(ones(2, device: META)).device_type}"; }
            catch (System.Runtime.InteropServices.ExternalException error) { return $"{place}, fails: {error.Message.Contains("at least two devices")}"; }
            """,
            "META, META");

    [Theory]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache")]
    [InlineData("{|TSG1007:this.register_buffer(nameof(cache), cache, false)|};", "x + cache")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", torch.ones(2), persistent: false)|};", "x + get_buffer(\"cache\")!")]
    [InlineData("var t = torch.ones(2); cache = t; {|TSG1007:register_buffer(\"cache\", t, persistent: false)|};", "x + cache")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache.to(x.device) + cache")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache.to(ScalarType.Float64)")]
    [InlineData(
        "for (int i = 0; i < 2; i++) {|TSG1007:register_buffer($\"cache{i}\", torch.ones(2), persistent: false)|};",
        "x + get_buffer(\"cache0\")!")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "x + cache[0]")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "torch.cat([x, cache])")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", cache, persistent: false)|};", "Shift(x, cache)")]
    [InlineData("{|TSG1007:register_buffer(\"cache\", torch.ones(2), persistent: false)|};", "x + Looked")]
    [InlineData("{|TSG1007:Keep(\"cache\", cache, false)|};", "x + cache")]
    [InlineData("{|TSG1007:Keep(\"cache\", torch.ones(2), persistent: false)|};", "x * get_buffer(\"cache\")!")]
    [InlineData("{|TSG1007:Keep(persistent: false, tensor: cache, name: \"cache\")|};", "x + cache")]
    [InlineData("{|TSG1007:register_buffer(persistent: false, tensor: cache, name: \"cache\")|};", "x + cache")]
    [InlineData("{|TSG1007:Scratch(\"cache\", cache)|};", "x + cache")]
    [InlineData("{|TSG1007:this.Hidden(nameof(cache), cache)|};", "x + cache")]
    [InlineData("{|TSG1007:Wiring.Hidden(this, \"cache\", torch.ones(2))|};", "x + get_buffer(\"cache\")!")]
    public Task Buffer_that_stays_behind_triggers(string registration, string result) => Verify.VerifyAsync(Net(registration, result));

    [Theory]
    [InlineData("register_buffer(\"cache\", cache);", "x + cache")]
    [InlineData("register_buffer(\"cache\", cache, persistent: true);", "x + cache")]
    [InlineData("register_buffer(\"cache\", cache, keep);", "x + cache")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x + cache.to(x.device)")]
    [InlineData("register_buffer(\"cache\", torch.ones(2), persistent: false);", "x + get_buffer(\"cache\")!.to(x.device)")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x[cache]")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x[.., TensorIndex.Tensor(cache)]")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x.view(cache.shape)")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x * cache.sum().item<float>()")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x + cache[..1].to(x.device)")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "x.to(cache.device) + cache")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "cache + x.to(cache.device)")]
    [InlineData("register_buffer(\"cache\", cache, persistent: false);", "Moved(x)")]
    [InlineData("register_buffer(\"cache\", torch.ones(2), persistent: false);", "Sliced(x)")]
    [InlineData("register_buffer(\"cache\", torch.ones(2), persistent: false);", "x + Looked.to(x.device)")]
    [InlineData("register_buffer(\"other\", cache, persistent: false);", "x + cache")]
    [InlineData("Keep(\"cache\", cache, true);", "x + cache")]
    [InlineData("Keep(persistent: true, tensor: cache, name: \"cache\");", "x + cache")]
    [InlineData("Keep(persistent: false, tensor: cache, name: \"other\");", "x + cache")]
    [InlineData("register_buffer(persistent: true, tensor: cache, name: \"cache\");", "x + cache")]
    [InlineData("Keep(\"cache\", cache, keep);", "x + cache")]
    [InlineData("Scratch(\"cache\", cache);", "x + cache.to(x.device)")]
    [InlineData("this.Hidden(nameof(cache), cache);", "x + cache.to(x.device)")]
    [InlineData("this.Shown(nameof(cache), cache);", "x + cache")]
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
    public Task Class_over_a_stock_container_triggers() =>
        Verify.VerifyAsync(
            """
            class Net : Sequential
            {
                private Tensor shift = torch.ones(2);

                public Net() : base(Linear(2, 2)) { {|TSG1007:register_buffer(nameof(shift), shift, persistent: false)|}; }

                public override Tensor forward(Tensor x) => base.forward(x) + shift;
            }
            """);

    [Fact]
    public Task Helper_of_a_base_class_is_followed() =>
        Verify.VerifyAsync(
            """
            abstract class Base(string name) : Module<Tensor, Tensor>(name)
            {
                protected void Cache(string name, Tensor value, bool save = false) => register_buffer(name, value, save);
            }
            """,
            """
            class Net : Base
            {
                public Net() : base("net") { {|TSG1007:Cache("table", torch.ones(2))|}; Cache("kept", torch.ones(2), save: true); }

                public override Tensor forward(Tensor x) => x + get_buffer("table")! + get_buffer("kept")!;
            }
            """);

    [Fact]
    public Task Buffer_that_another_class_moves_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Table : nn.Module
            {
                public Tensor cos = torch.ones(2);
                public Table() : base("table") { register_buffer("cos", cos, persistent: false); }
            }

            class User(Table table) : Module<Tensor, Tensor>("u")
            {
                public override Tensor forward(Tensor x) => x * table.cos.to(x.device);
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
        static class Wiring
        {
            public static void Hidden(this nn.Module owner, string name, Tensor tensor) =>
                owner.register_buffer(name, tensor, persistent: false);

            public static void Shown(this nn.Module owner, string name, Tensor tensor) => owner.register_buffer(name, tensor);
        }

        class Net : Module<Tensor, Tensor>
        {
            private Tensor cache = torch.ones(2);

            public Net(bool keep) : base("net")
            {
                {{registration}}
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => {{result}};

            private Tensor Looked => get_buffer("cache")!;

            private void Keep(string name, Tensor tensor, bool persistent) => register_buffer(name, tensor, persistent);

            private void Scratch(string name, Tensor tensor) => register_buffer(name, tensor, persistent: false);

            private static Tensor Shift(Tensor x, Tensor by) => x - by;

            private Tensor Moved(Tensor x)
            {
                var own = cache;
                if (own.device != x.device) { own = own.to(x.device); }
                return x + own;
            }

            private Tensor Sliced(Tensor x)
            {
                var part = get_buffer("cache")![..1];
                part = part.to(x.device);
                return x + part;
            }
        }
        """;
}
