using TorchSharp.Generators.CodeFixes.Lifetime;
using Proof =
    TorchSharp.Generators.Analyzers.Tests.Verification.RuleProof<TorchSharp.Generators.Analyzers.Rules.Lifetime.StateFieldReassignedAnalyzer>;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.StateFieldReassignedAnalyzer,
    TorchSharp.Generators.CodeFixes.Lifetime.MakePartialPropertyFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class MakePartialPropertyFixTests
{
    private const string Fields =
        """
        // What was seen.
        [Buffer] private Tensor total = zeros(1);
        [Buffer("seen")] protected internal Tensor _count = ones(1);
        [Buffer] Tensor? last;
        private Parameter scale = null!;
        """;

    private const string Properties =
        """
        // What was seen.
        [Buffer] private partial Tensor total { get; set; }
        [Buffer("seen")] protected internal partial Tensor _count { get; set; }
        [Buffer] partial Tensor? last { get; set; }
        private partial Parameter scale { get; set; }
        """;

    [Fact]
    public Task Fields_become_properties_and_the_constructors_begin_with_their_initializers() =>
        Verify.VerifyAsync(
            Model(Fields, "scale = Parameter(ones(1));", "{|TSG3003:total += x|}; {|TSG3003:total = total * 2|}; {|TSG3003:_count = _count + 1|}; ({|TSG3003:last = x + 1|}).add_(1); {|TSG3003:scale = Parameter(x)|};"),
            Model(
                Properties,
                "total = zeros(1);\n        _count = ones(1);\n        scale = Parameter(ones(1));",
                "total += x; total = total * 2; _count = _count + 1; (last = x + 1).add_(1); scale = Parameter(x);"),
            MakePartialPropertyFix.Key,
            passes: 4);

    [Fact]
    public Task Property_keeps_the_key_and_outlives_the_scope() =>
        Proof.VerifyAsync(
            Model(
                Properties,
                "total = zeros(1);\n_count = ones(1);\nscale = Parameter(ones(1));",
                "total += x; _count = _count + 1; last = x + 1;")
                .Replace(
                    "public override",
                    "public bool Lives => !total.IsInvalid && !_count.IsInvalid && !last!.IsInvalid; public override",
                    StringComparison.Ordinal),
            """
            Model module;
            using (NewDisposeScope()) { module = new Model(1); }
            using (NewDisposeScope()) { module.forward(ones(1)); }
            return $"{module.Lives} {string.Join(" ", module.state_dict().Keys)}";
            """,
            "True scale total seen last");

    [Fact]
    public Task Field_of_a_base_becomes_a_property_there() =>
        Verify.VerifyAsync(
            """
            [Module] public partial class Model() : nn.Module("m") { [Buffer] protected Tensor? last; }
            public class Derived : Model { public void Set(Tensor x) { {|TSG3003:last = x + 1|}; {|TSG3003:last = x + 2|}; } }
            """,
            """
            [Module] public partial class Model() : nn.Module("m") { [Buffer] protected partial Tensor? last { get; set; } }
            public class Derived : Model { public void Set(Tensor x) { last = x + 1; last = x + 2; } }
            """,
            passes: 1);

    [Fact]
    public Task Tuple_is_assigned_through_the_setter() =>
        Verify.VerifyAsync(
            Model("[Buffer] private Tensor? h; [NotRegistered] private Tensor? c;", "", "{|TSG3003:(h, c)|} = (x + 1, x + 2);").Replace(
                "{|TSG3003:(h, c)|} = (x + 1, x + 2)", "{|TSG3003:(h, c) = (x + 1, x + 2)|}", StringComparison.Ordinal),
            Model("[Buffer] private partial Tensor? h { get; set; } [NotRegistered] private Tensor? c;", "", "(h, c) = (x + 1, x + 2);"));

    [Theory]
    [InlineData("[Buffer] private Tensor total = zeros(1);", "", "Swap(ref total);")]
    [InlineData("[Buffer] private Tensor total = zeros(1);", "", "ref Tensor now = ref total;")]
    [InlineData("[Buffer] private Tensor total = zeros(1), other = zeros(1);", "", "")]
    [InlineData("[Buffer, TorchSharp.Utils.ComponentName(Name = \"total\")] private Tensor total = zeros(1);", "", "")]
    [InlineData("[Buffer] private volatile Tensor total = zeros(1);", "", "")]
    [InlineData("[Buffer] private Tensor total = zeros(Size); private const int Size = 1;", "int Size = 2; _ = Size;", "")]
    [InlineData("[Buffer] private Tensor total = zeros(Size); private const int Size = 1;", "if (size is var Size) { _ = Size; }", "")]
    [InlineData("[Buffer] private Tensor total = zeros(Size); private const int Size = 1;", "foreach (int Size in new[] { size }) { _ = Size; }", "")]
    [InlineData("[Buffer] private Tensor total = zeros(Size()); private static int Size() => 1;", "int Size() => size; _ = Size();", "")]
    [InlineData("[Buffer] private Tensor total = zeros(size); private const int size = 1;", "", "")]
    public Task Field_stays_where_it_has_to_be_one(string field, string constructor, string use) =>
        Verify.VerifyNoFixAsync(Model(field, constructor, "{|TSG3003:total = total + x|}; " + use));

    [Fact]
    public Task Field_with_an_initializer_stays_in_a_class_with_a_primary_constructor() =>
        Verify.VerifyNoFixAsync(
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [Buffer] private Tensor total = zeros(1);
                public override Tensor forward(Tensor x) { {|TSG3003:total = total + x|}; return x; }
            }
            """);

    [Fact]
    public Task Older_language_keeps_the_field() =>
        Verify.VerifyAsync(
            [Model("[Buffer] private Tensor? total;", "", "{|TSG3003:total = x + 1|};")],
            [Model("[Buffer] private Tensor? total;", "", "{|TSG3003:total = x + 1|};")],
            version: Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp12,
            passes: 0);

    [Theory]
    [InlineData("[Buffer] private partial Tensor total;")]
    [InlineData("[Buffer] partial private Tensor total;")]
    [InlineData("[Buffer] private partial Tensor total get; set;")]
    [InlineData("[Buffer] private Tensor total get; set;")]
    [InlineData("[Buffer] private ref torch.Tensor total;")]
    public Task Field_that_is_being_typed_is_left_alone(string field) =>
        Verify.VerifyNoFixAsync(Model(field, "", "{|TSG3003:total = total + x|};"), compilerErrors: false);

    private static string Model(string members, string constructor, string body) =>
        $$"""
        [Module]
        public partial class Model : Module<Tensor, Tensor>
        {
            {{members.Replace("\n", "\n    ", StringComparison.Ordinal)}}

            public Model(int size) : base("m")
            {
                {{constructor}}
            }

            public Model() : this(1) { }

            public override Tensor forward(Tensor x) { {{body}} return x; }
            private static void Swap(ref Tensor x) { }
        }
        """;
}
