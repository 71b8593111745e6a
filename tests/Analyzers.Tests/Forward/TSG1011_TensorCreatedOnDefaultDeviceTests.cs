using Proof = TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<
    TorchSharp.Generators.Analyzers.Rules.Forward.TensorCreatedOnDefaultDeviceAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.TensorCreatedOnDefaultDeviceAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class TSG1011_TensorCreatedOnDefaultDeviceTests
{
    [Fact]
    public Task Flagged_tensors_meet_the_input_and_a_parameter() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private readonly Parameter scale = Parameter(ones(2));
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x + triu({|TSG1011:ones(2, 2)|}, diagonal: 1);
                public Tensor Sample() => scale * {|TSG1011:ones(2)|};
            }
            """,
            """
            static string Try(Func<Tensor> run)
            {
                try { return run().device_type.ToString(); }
                catch (System.Runtime.InteropServices.ExternalException error) { return error.Message.Contains("at least two devices") ? "fails" : error.Message; }
            }

            var net = new Net();
            net.to(DeviceType.META);
            return $"{Try(() => net.call(ones(2, 2, device: META)))}, {Try(net.Sample)}";
            """,
            "fails, fails");

    [Fact]
    public Task Flagged_tensor_goes_into_the_own_call() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private readonly Parameter scale = Parameter(ones(2));
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x * scale;
                public Tensor Sample() => call({|TSG1011:ones(2)|});
            }
            """,
            """
            static string Try(Func<Tensor> run)
            {
                try { return run().device_type.ToString(); }
                catch (System.Runtime.InteropServices.ExternalException error) { return error.Message.Contains("at least two devices") ? "fails" : error.Message; }
            }

            var net = new Net();
            net.to(DeviceType.META);
            return $"{Try(() => net.call(ones(2, 2, device: META)))}, {Try(net.Sample)}";
            """,
            "META, fails");

    [Fact]
    public Task Silent_tensors_are_made_where_they_are_needed() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private readonly Parameter scale = Parameter(ones(2));
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x + triu(ones(2, 2, device: x.device), diagonal: 1);
                public Tensor Sample() => scale * ones(2).to(scale.device);
            }
            """,
            """
            static string Try(Func<Tensor> run)
            {
                try { return run().device_type.ToString(); }
                catch (System.Runtime.InteropServices.ExternalException error) { return error.Message.Contains("at least two devices") ? "fails" : error.Message; }
            }

            var net = new Net();
            net.to(DeviceType.META);
            return $"{Try(() => net.call(ones(2, 2, device: META)))}, {Try(net.Sample)}";
            """,
            "META, META");

    [Fact]
    public Task Silent_scalars_and_indices_may_come_from_the_CPU() =>
        Proof.VerifyAsync(
            """
            public class Net : Module<Tensor, Tensor>
            {
                private readonly Parameter scale = Parameter(ones(2));
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => x * tensor(2f) + x[arange(2)];
                public Tensor Sample() => scale * tensor(2f);
            }
            """,
            """
            static string Try(Func<Tensor> run)
            {
                try { return run().device_type.ToString(); }
                catch (System.Runtime.InteropServices.ExternalException error) { return error.Message.Contains("at least two devices") ? "fails" : error.Message; }
            }

            var net = new Net();
            net.to(DeviceType.META);
            return $"{Try(() => net.call(ones(2, 2, device: META)))}, {Try(net.Sample)}";
            """,
            "META, META");

    [Theory]
    [InlineData("return x + {|TSG1011:torch.ones(2, 2)|};")]
    [InlineData("return x * {|TSG1011:torch.full(4, 0.5)|};")]
    [InlineData("x += {|TSG1011:torch.arange(4)|}; return x;")]
    [InlineData("x.add_({|TSG1011:torch.randn(2)|}); return x;")]
    [InlineData("return {|TSG1011:torch.randn(2)|}.add(x);")]
    [InlineData("return torch.cat(new[] { x, {|TSG1011:torch.zeros(2, 2)|} });")]
    [InlineData("return torch.cat([x, {|TSG1011:torch.zeros(2, 2)|}]);")]
    [InlineData("return torch.stack(new List<Tensor> { x, {|TSG1011:torch.zeros(2, 2)|} });")]
    [InlineData("var all = new List<Tensor>(); all.Add({|TSG1011:torch.zeros(2)|}); all.Add(x); return torch.cat(all);")]
    [InlineData("return x.matmul({|TSG1011:torch.eye(3)|});")]
    [InlineData("return torch.bmm(x, {|TSG1011:torch.rand(new long[] { 2, 3, 4 })|});")]
    [InlineData("return torch.einsum(\"ij,jk->ik\", x, {|TSG1011:torch.eye(3)|});")]
    [InlineData("return torch.where(x > 0, x, {|TSG1011:torch.zeros(2)|});")]
    [InlineData("var n = x.shape[1]; return x.masked_fill(torch.triu({|TSG1011:torch.ones(n, n)|}, diagonal: 1).to(ScalarType.Bool), float.NegativeInfinity);")]
    [InlineData("var n = x.shape[1]; return x.masked_fill({|TSG1011:torch.ones(n, n)|}.tril().eq(0), float.NegativeInfinity);")]
    [InlineData("var mask = {|TSG1011:torch.ones(3, 3)|}.@bool().logical_not().unsqueeze(0); return x.masked_fill(mask, 0);")]
    [InlineData("return emb.call({|TSG1011:torch.arange(x.shape[1])|});")]
    [InlineData("return emb.forward({|TSG1011:torch.arange(0, x.shape[1], dtype: ScalarType.Int64)|}.unsqueeze(0));")]
    [InlineData("return emb.call({|TSG1011:torch.tensor(new long[] { 1, 2 })|});")]
    [InlineData("return fc.call({|TSG1011:torch.randn(2, 2)|});")]
    [InlineData("return lstm.call(x, ({|TSG1011:torch.zeros(1, 2, 3)|}, {|TSG1011:torch.zeros(1, 2, 3)|})).Item1;")]
    [InlineData("var h = {|TSG1011:torch.zeros(1, 2, 3)|}; var c = {|TSG1011:torch.zeros(1, 2, 3)|}; var (y, _, _) = lstm.call(x, (h, c)); return y;")]
    [InlineData("var h = {|TSG1011:torch.zeros(2, 3)|}; for (int i = 0; i < 3; i++) { h = fc.call(x.select(0, i) + h); } return h;")]
    [InlineData("return x.index_select(0, {|TSG1011:torch.arange(2)|});")]
    [InlineData("return x.gather(1, {|TSG1011:torch.zeros(2, 2, dtype: ScalarType.Int64)|});")]
    [InlineData("return {|TSG1011:torch.eye(10)|}[x];")]
    [InlineData("return functional.scaled_dot_product_attention(x, x, x, {|TSG1011:torch.ones(2, 2)|});")]
    [InlineData("return weight * {|TSG1011:torch.ones(2)|};")]
    [InlineData("return act.call(x) + act.call({|TSG1011:torch.ones(2)|});")]
    [InlineData("return fc.call(x) - {|TSG1011:torch.linspace(0, 1, 5)|}.view(5, 1);")]
    [InlineData("Tensor? mask = null; mask ??= {|TSG1011:torch.ones(2)|}; return x * mask;")]
    [InlineData("var mask = x.shape[0] > 1 ? {|TSG1011:torch.ones(2)|} : {|TSG1011:torch.zeros(2)|}; return x * mask;")]
    [InlineData("using var mask = {|TSG1011:torch.ones(2)|}; return x * mask;")]
    [InlineData("try { return x * {|TSG1011:torch.ones(2)|}; } finally { Console.WriteLine(); }")]
    [InlineData("var t = {|TSG1011:torch.tensor(1.0f)|}.unsqueeze(0); return x * t;")]
    [InlineData("return x + {|TSG1011:torch.zeros(2, device: null)|};")]
    [InlineData("foreach (var part in x.chunk(2)) { x = part + {|TSG1011:torch.ones(2)|}; } return x;")]
    [InlineData("return emb.call({|TSG1011:torch.tensor(2L)|});")]
    [InlineData("return emb.call({|TSG1011:torch.zeros(new long[0], dtype: ScalarType.Int64)|});")]
    [InlineData("return x.index_select(0, {|TSG1011:torch.tensor(0L)|});")]
    [InlineData("return torch.gather(x, 0, {|TSG1011:torch.tensor(0L)|});")]
    [InlineData("return x.scatter(0, {|TSG1011:torch.tensor(0L)|}, x);")]
    [InlineData("return torch.stack([x.sum(), {|TSG1011:torch.tensor(1f)|}]);")]
    [InlineData("try { x = x.abs(); } finally { x = x + {|TSG1011:torch.ones(2)|}; } return x;")]
    [InlineData("try { x = x.abs(); } catch (Exception) { x = x + {|TSG1011:torch.ones(2)|}; } return x;")]
    [InlineData("var pair = (x, {|TSG1011:torch.ones(2)|}); return pair.Item1 + pair.Item2;")]
    [InlineData("var (a, b) = ({|TSG1011:torch.ones(2)|}, torch.zeros(2)); return x + a;")]
    [InlineData(
        "var list = new List<Tensor> { {|TSG1011:torch.zeros(2)|} }; for (int i = 0; i < 2; i++) { list.Add(x); } return torch.cat(list);")]
    [InlineData("var y = x.shape[0] > 1 ? x : {|TSG1011:torch.zeros(2)|}; return x + y * 2;")]
    public Task Tensor_that_meets_the_module_triggers(string body) => Verify.VerifyAsync(Net(body));

    [Theory]
    [InlineData("return x + torch.ones(2, 2, device: x.device);")]
    [InlineData("return x + torch.ones_like(x);")]
    [InlineData("return x + x.new_ones(2, 2);")]
    [InlineData("return x + torch.ones(2, 2).to(x.device);")]
    [InlineData("return x + torch.ones(2, 2).to(x);")]
    [InlineData("return x + torch.ones(2, 2).type_as(x);")]
    [InlineData("return x + torch.ones(2, 2).cuda();")]
    [InlineData("var mask = torch.ones(2, 2).triu(); mask = mask.to(x.device); return x * mask;")]
    [InlineData("var mask = torch.ones(2, 2); if (x.device.type == DeviceType.CUDA) { mask = mask.cuda(); } return x * mask;")]
    [InlineData("var mask = torch.ones(2, 2); mask = x.device.type == DeviceType.CUDA ? mask.cuda() : mask; return x * mask;")]
    [InlineData("return x * torch.tensor(2.0f);")]
    [InlineData("return torch.where(x > 0, x, torch.tensor(0.0));")]
    [InlineData("return x * torch.zeros(new long[0]);")]
    [InlineData("return x * torch.ones(3).sum();")]
    [InlineData("return x * torch.arange(3)[0];")]
    [InlineData("return x[torch.arange(2)];")]
    [InlineData("return x[TensorIndex.Tensor(torch.arange(2)), TensorIndex.Ellipsis];")]
    [InlineData("x[torch.arange(2)] = 0f; return x;")]
    [InlineData("var n = torch.arange(4).sum().item<long>(); return x * n;")]
    [InlineData("var n = torch.zeros(2, 3).shape[0]; return x.view(n, -1);")]
    [InlineData("var y = torch.zeros(2); y[0] = x[0]; return y;")]
    [InlineData("var y = torch.zeros(2); y.copy_(x); return y;")]
    [InlineData("return torch.ones(2) + torch.zeros(2);")]
    [InlineData("return x.cpu() + torch.ones(2);")]
    [InlineData("return x.to(torch.CPU) * torch.ones(2);")]
    [InlineData("var y = x.to(DeviceType.CPU); return y * torch.ones(2);")]
    [InlineData("return x.expand_as(torch.ones(2));")]
    [InlineData("return dropout.call(torch.ones(2));")]
    [InlineData("Func<Tensor> later = () => x + torch.ones(2); return x;")]
    [InlineData("return unknown.call(torch.ones(2));")]
    [InlineData("return Elsewhere.Add(x, torch.ones(2));")]
    [InlineData("dynamic d = torch.ones(2); return x + d;")]
    [InlineData("float[] a = { 1f }; return x * a[0];")]
    [InlineData("return x + torch.randn(2, device: torch.CPU);")]
    [InlineData("if (cache is null || cache.device != x.device) { cache = torch.ones(2).to(x.device); } return x * cache;")]
    [InlineData("var y = x.shape[0] > 1 ? x : torch.zeros(2); return y * y;")]
    [InlineData("bool more = x.shape[0] > 1; var a = more ? x : torch.zeros(2); var b = more ? x : torch.ones(2); return a + b;")]
    [InlineData("var parts = x.shape[0] > 1 ? new[] { x, x } : new[] { torch.ones(2), torch.zeros(2) }; return torch.cat(parts);")]
    [InlineData("var (a, b) = (torch.ones(2), x); return b + 1;")]
    [InlineData("var y = torch.zeros(2); if (x.shape[0] > 1) { y = x; } else { y = x * 2; } return x + y;")]
    [InlineData("return x + torch.tensor(2L) * 3;")]
    public Task Tensor_that_does_not_meet_it_or_is_moved_does_not_trigger(string body) => Verify.VerifyAsync(Net(body));

    [Fact]
    public Task Tensor_made_in_a_method_that_forward_reaches_triggers() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                public override Tensor forward(Tensor x) => x.masked_fill(Mask(x.shape[0]), 0) + Shift(x);
                private Tensor Mask(long n) => Triangle(n).logical_not();
                private static Tensor Triangle(long n) { return {|TSG1011:torch.ones(n, n)|}.tril(); }
                private Tensor Shift(Tensor y) { var shift = {|TSG1011:torch.ones(3)|}; return y + shift; }
            }
            """);

    [Fact]
    public Task Computed_property_local_function_and_field_are_followed() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                private Tensor? hidden;
                private Tensor Scale => {|TSG1011:torch.ones(3)|};
                public override Tensor forward(Tensor x)
                {
                    Reset();
                    var y = x * Scale + Local(2);
                    return y + hidden!;
                    Tensor Local(long n) => {|TSG1011:torch.ones(n)|};
                }
                private void Reset() { hidden = {|TSG1011:torch.zeros(3)|}; }
            }
            """);

    /// <summary>What a user calls beside forward: there it must meet something of which it is known that it moves.</summary>
    [Theory]
    [InlineData("public Tensor Sample(int n) => fc.call({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData("public Tensor Sample(int n) => call({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData("public Tensor Sample(int n) => this.forward({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData(
        "public Tensor Complete(int[,] tokens) { var logits = forward({|TSG1011:torch.tensor(tokens)|}); return softmax(logits, 1); }")]
    [InlineData("public IEnumerable<Tensor> Stream(int n) { while (true) { yield return forward({|TSG1011:torch.zeros(n, 2)|}); } }")]
    [InlineData("public Tensor Sample(int n) => child.call({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData("public Tensor Sample(int n) => anyChild.call({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData("public Tensor Sample(int n) => net.call({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData("public Tensor Sample(int n) => grown.call({|TSG1011:torch.randn(n, 2)|});")]
    [InlineData("public Tensor Fuse() => weight * {|TSG1011:torch.eye(2)|};")]
    [InlineData("public Tensor Fuse() => fc.weight.matmul({|TSG1011:torch.eye(2)|});")]
    [InlineData("public Tensor Shift() => table + {|TSG1011:torch.ones(2)|};")]
    [InlineData("public Tensor Shift() => get_buffer(nameof(table))! + {|TSG1011:torch.ones(2)|};")]
    [InlineData("public Tensor Train() { var (x, y) = Batch(); return forward(x); } private (Tensor, Tensor) Batch() => ({|TSG1011:torch.ones(2, 2)|}, torch.ones(2));")]
    [InlineData("public Tensor Sample(int n) => n == 0 ? torch.zeros(2) : fc.call({|TSG1011:Noise.Of(n)|});")]
    [InlineData("public Tensor Sample(int n) => fc.call(Make(n)); private static Tensor Make(int n) => {|TSG1011:torch.randn(n, 2)|};")]
    public Task Tensor_made_beside_forward_that_surely_meets_the_module_triggers(string member) =>
        Verify.VerifyAsync(Library, Library2(member));

    [Theory]
    [InlineData("public Tensor Sample(Tensor x) => x + torch.randn(2);")]
    [InlineData("public Tensor Sample(int n) => torch.randn(n, 2) * 2;")]
    [InlineData("public Tensor Sample(int n) => fc.call(torch.randn(n, 2).to(weight.device));")]
    [InlineData("public Tensor Sample(int n, Device device) { var z = torch.randn(n, 2); z = z.to(device); return fc.call(z); }")]
    [InlineData("public Tensor Sample(int n) => moving.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Sample(int n) => stateless.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Sample(int n) => shapes.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Sample(int n, Module<Tensor, Tensor> other) => other.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Sample(int n) => open.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Sample(int n) => activations.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Sample(int n) => idle.call(torch.randn(n, 2));")]
    [InlineData("public Tensor Shift() => late + torch.ones(2);")]
    [InlineData("public Tensor Shift() => scratch + torch.ones(2);")]
    [InlineData("public Tensor Shift() => shared + torch.ones(2);")]
    [InlineData("public Tensor Scale() => weight * torch.tensor(2f);")]
    [InlineData("public void Reset() { weight.copy_(torch.ones(2)); }")]
    [InlineData("public static Tensor Make(Linear layer) => layer.call(torch.ones(2, 2));")]
    [InlineData("public Tensor Twice(int n) => n == 0 ? fc.call(torch.ones(2, 2).cuda()) : Twice(n - 1);")]
    public Task Tensor_made_beside_forward_that_need_not_meet_it_does_not_trigger(string member) =>
        Verify.VerifyAsync(Library, Library2(member));

    [Fact]
    public Task Method_that_only_the_constructor_calls_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Net : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                public Net() : base("n") { Warm(); RegisterComponents(); }
                public override Tensor forward(Tensor x) => fc.call(x);
                private Tensor Warm() => fc.call(torch.ones(2, 2));
            }
            """);

    [Fact]
    public Task Method_that_the_constructor_and_others_call_triggers() =>
        Verify.VerifyAsync(
            """
            class Net : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);
                public Net() : base("n") { Warm(); RegisterComponents(); }
                public override Tensor forward(Tensor x) => fc.call(x);
                public Tensor Warm() => fc.call({|TSG1011:torch.ones(2, 2)|});
            }

            class Trainer { Tensor Start(Net net) => net.Warm(); }
            """);

    [Fact]
    public Task Partial_method_gets_what_its_caller_gives_it() =>
        Verify.VerifyAsync(
            """
            public partial class Net : Module<Tensor, Tensor>
            {
                public Net() : base("n") => RegisterComponents();
                public override Tensor forward(Tensor x) => Added({|TSG1011:ones(2)|}, x);
                private partial Tensor Added(Tensor left, Tensor right);
            }

            public partial class Net
            {
                private partial Tensor Added(Tensor left, Tensor right) => left + right;
            }
            """);

    [Fact]
    public Task Base_and_derived_class_in_two_files_are_followed_together() =>
        Verify.VerifyAsync(
            """
            abstract class Base(string name) : Module<Tensor, Tensor>(name)
            {
                protected readonly Linear head = Linear(2, 2);
                protected virtual Tensor Prepare(Tensor x) => x;
                protected Tensor Run(Tensor x) => head.call(Prepare(x));
            }
            """,
            """
            class Derived() : Base("d")
            {
                public override Tensor forward(Tensor x) => Run(x);
                protected override Tensor Prepare(Tensor x) => x + {|TSG1011:torch.ones(2)|};
                public Tensor Sample() => Run({|TSG1011:torch.ones(2, 2)|});
            }
            """);

    /// <summary>The forward of the derived class names no factory, nor a method that calls one.</summary>
    [Fact]
    public Task Mask_of_a_derived_class_is_made_when_the_forward_of_the_base_asks_for_it() =>
        Verify.VerifyAsync(
            """
            abstract class Base(string name) : Module<Tensor, Tensor>(name)
            {
                protected abstract Tensor Mask(long n);
                public override Tensor forward(Tensor x) => x + Mask(x.shape[0]);
            }
            """,
            """
            class Derived() : Base("d")
            {
                protected override Tensor Mask(long n) => {|TSG1011:torch.ones(n)|};
                public override Tensor forward(Tensor x) => base.forward(x);
            }
            """);

    [Fact]
    public Task Modules_that_hold_each_other_are_left_open() =>
        Verify.VerifyAsync(
            """
            class A() : Module<Tensor, Tensor>("a")
            {
                private readonly B? b;
                public override Tensor forward(Tensor x) => b is null ? x : b.call(x);
                public Tensor Sample() => b!.call(torch.ones(2, 2));
            }

            class B() : Module<Tensor, Tensor>("b")
            {
                private readonly A? a;
                public override Tensor forward(Tensor x) => a is null ? x : a.call(x);
                public Tensor Sample() => a!.call(torch.ones(2, 2));
            }
            """);

    [Fact]
    public Task Method_that_forward_does_not_reach_and_constructor_do_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Net : Module<Tensor, Tensor>
            {
                private readonly Tensor mask;
                public Net(Tensor x) : base("n") { mask = x + torch.ones(2); RegisterComponents(); }
                public override Tensor forward(Tensor x) => x;
                public Tensor Sample(Tensor x) => x + torch.randn(2);
            }
            """);

    [Fact]
    public Task Mask_that_the_caller_moves_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                public override Tensor forward(Tensor x) => x.masked_fill(Mask(x.shape[0]).to(x.device), 0);
                private static Tensor Mask(long n) => torch.ones(n, n).tril();
            }
            """);

    [Fact]
    public Task Program_that_sets_the_default_device_does_not_trigger() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n") { public override Tensor forward(Tensor x) => x + torch.ones(2); }
            """,
            """
            static class Program { static void Start() => torch.set_default_device("cuda"); }
            """);

    [Fact]
    public Task Comment_about_set_default_device_triggers() =>
        Verify.VerifyAsync(
            """
            // Nothing here calls set_default_device.
            class Net() : Module<Tensor, Tensor>("n") { public override Tensor forward(Tensor x) => x + {|TSG1011:torch.ones(2)|}; }
            """);

    [Fact]
    public Task Class_that_is_no_module_does_not_trigger() =>
        Verify.VerifyAsync("class Net { public Tensor forward(Tensor x) => x + torch.ones(2); }");

    [Fact]
    public Task Generated_module_triggers_on_its_buffers() =>
        Verify.VerifyAsync(
            """
            partial class Net() : Module<Tensor, Tensor>("n")
            {
                [Buffer] private Tensor table = torch.ones(2);
                [NotRegistered] private Tensor scratch = torch.ones(2);
                public override Tensor forward(Tensor x)
                {
                    var kept = table + {|TSG1011:torch.ones(2)|};
                    var free = scratch + torch.ones(2);
                    return x;
                }
            }
            """);

    [Fact]
    public Task Field_known_by_its_base_class_takes_the_kind_of_its_value() =>
        Verify.VerifyAsync(
            """
            class Net : Module<Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> emb = Embedding(4, 4);
                private readonly Module<Tensor, Tensor> either;
                public Net(bool big) : base("n") { either = big ? Linear(2, 2) : ReLU(); RegisterComponents(); }
                public override Tensor forward(Tensor x) => emb.call({|TSG1011:torch.arange(4)|}) + emb.call(x) + either.call(torch.ones(2)).cuda();
            }
            """);

    [Fact]
    public Task Helper_of_another_class_that_is_given_tensors_makes_the_mistake_itself_once() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                public override Tensor forward(Tensor x) => Losses.Total(x, x) + Losses.Sum([x]) + Losses.OnDevice(x);
            }
            class Other() : Module<Tensor, Tensor>("o") { public override Tensor forward(Tensor x) => x * Losses.Total(x, x); }
            """,
            """
            static class Losses
            {
                public static Tensor Total(Tensor a, Tensor b) { var sum = {|TSG1011:torch.zeros(1)|}; return sum + a.sum() + b.sum(); }
                public static Tensor Sum(Tensor[] all) { var sum = {|TSG1011:torch.zeros(1)|}; foreach (var one in all) { sum = sum + one.sum(); } return sum; }
                public static Tensor OnDevice(Tensor a) => torch.zeros(1, device: a.device) + a.sum();
            }
            """);

    [Fact]
    public Task Helper_of_another_class_that_is_given_none_leaves_the_device_to_its_caller() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                public override Tensor forward(Tensor x) => x * {|TSG1011:Masks.Causal(3)|} + x * Masks.Causal(3).to(x.device) + x * Masks.On(3, x.device);
            }
            """,
            """
            static class Masks
            {
                public static Tensor Causal(long n) => torch.ones(n, n).tril();
                public static Tensor On(long n, Device device) => torch.ones(n, n, device: device);
            }
            """);

    [Fact]
    public Task Message_names_the_factory_and_what_it_meets() =>
        Verify.VerifyAsync(
            """
            class Net() : Module<Tensor, Tensor>("n")
            {
                private readonly Linear fc = Linear(2, 2);
                public override Tensor forward(Tensor x) => x.masked_fill({|#0:torch.eye(2)|}, 0) + fc.call({|#1:torch.ones(2)|});
            }
            """,
            Verify.Diagnostic(Descriptors.TSG1011_TensorCreatedOnDefaultDevice)
                .WithLocation(0)
                .WithArguments("torch.eye", "'x' in 'masked_fill'"),
            Verify.Diagnostic(Descriptors.TSG1011_TensorCreatedOnDefaultDevice)
                .WithLocation(1)
                .WithArguments("torch.ones", "the weights of 'fc'"));

    [Theory]
    [InlineData("return x + torch.ones(;")]
    [InlineData("return x + torch.(2);")]
    [InlineData("var (a, b = torch.ones(2); return a + x;")]
    [InlineData("x.masked_fill(torch.ones(2), );")]
    [InlineData("foreach (var in torch.ones(2)) x +=")]
    public Task Incomplete_code_does_not_throw(string body) =>
        Verify.VerifyAsync([Net(body)], [], compilerErrors: false);

    private const string Library =
        """
        class Child() : Module<Tensor, Tensor>("c")
        {
            private readonly Linear fc = Linear(2, 2);
            private readonly Dropout dropout = Dropout();
            public override Tensor forward(Tensor x) { var y = dropout.call(x.view(-1, 2)); return fc.call(y); }
        }

        class Moving() : Module<Tensor, Tensor>("m")
        {
            private readonly Linear fc = Linear(2, 2);
            public override Tensor forward(Tensor x)
            {
                if (x.device != fc.weight.device) { x = x.to(fc.weight.device); }
                return fc.call(x);
            }
        }

        class Stateless() : Module<Tensor, Tensor>("s") { public override Tensor forward(Tensor x) => x.relu() * 2; }

        class Shapes() : Module<Tensor, Tensor>("h")
        {
            private readonly Linear fc = Linear(2, 2);
            public override Tensor forward(Tensor x) => fc.call(zeros(x.shape, device: fc.weight.device));
        }

        static class Noise { public static Tensor Of(int n) => torch.randn(n, 2); }
        """;

    private static string Library2(string member) =>
        $$"""
        class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(2, 2);
            private readonly Parameter weight = Parameter(torch.ones(2));
            private readonly Child child = new();
            private readonly Module<Tensor, Tensor> anyChild = new Child();
            private readonly Sequential net = Sequential(("drop", Dropout()), ("fc", Linear(2, 2)), ("act", ReLU()));
            private readonly Sequential activations = Sequential(ReLU(), Dropout());
            private readonly Moving moving = new();
            private readonly Stateless stateless = new();
            private readonly Shapes shapes = new();
            private readonly Module<Tensor, Tensor> open, grown, idle;
            private Tensor table = torch.ones(2);
            private Tensor late;
            private Tensor scratch = torch.ones(2);
            private static Tensor shared = torch.ones(2);

            public Net(Module<Tensor, Tensor> open) : base("net")
            {
                this.open = open;
                var made = Sequential();
                for (int i = 0; i < 2; i++) { made.append(Dropout()); made.append(Linear(2, 2)); }
                grown = made;
                var acts = Sequential(ReLU());
                acts.append(Dropout());
                idle = acts;
                register_buffer("scratch", scratch, persistent: false);
                RegisterComponents();
                late = torch.ones(2);
            }

            public override Tensor forward(Tensor x) => fc.call(x);

            {{member}}
        }
        """;

    private static string Net(string body) =>
        $$"""
        class Net(Module<Tensor, Tensor> unknown) : Module<Tensor, Tensor>("net")
        {
            private readonly Embedding emb = Embedding(4, 4);
            private readonly Linear fc = Linear(2, 2);
            private readonly LSTM lstm = LSTM(2, 3);
            private readonly Dropout dropout = Dropout();
            private readonly ReLU act = ReLU();
            private readonly Parameter weight = Parameter(zeros(2));
            private Tensor? cache;

            public override Tensor forward(Tensor x)
            {
                {{body}}
            }
        }

        static class Elsewhere
        {
            public static Tensor Add(Tensor a, Tensor b) => a + b.to(a.device);
        }
        """;
}
