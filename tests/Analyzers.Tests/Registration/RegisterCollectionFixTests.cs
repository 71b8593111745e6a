using TorchSharp.Generators.CodeFixes.Registration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.InvisibleCollectionAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.RegisterCollectionFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class RegisterCollectionFixTests
{
    private const string HandWritten =
        """
        public class Model : Module<Tensor, Tensor>
        {
            private readonly List<Linear> {|TSG1005:layers|} = new();
            private readonly List<Linear> {|TSG1005:heads|} = new List<Linear>();

            public Model() : base("m")
            {
                layers.Add(Linear(2, 2));
                heads.Add(Linear(2, 2));
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                foreach (var layer in layers) x = layer.call(x);
                return heads[0].call(x);
            }
        }
        """;

    [Fact]
    public Task Makes_lists_module_lists() =>
        Verify.VerifyAsync(
            HandWritten,
            HandWritten
                .Replace("List<Linear> {|TSG1005:layers|} = new()", "ModuleList<Linear> layers = new()", StringComparison.Ordinal)
                .Replace(
                    "List<Linear> {|TSG1005:heads|} = new List<Linear>()",
                    "ModuleList<Linear> heads = new ModuleList<Linear>()",
                    StringComparison.Ordinal),
            RegisterCollectionFix.ModuleListKey);

    [Fact]
    public Task Adds_attributes_to_members_of_a_generated_class() =>
        Verify.VerifyAsync(
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                private readonly List<Linear> {|TSG1005:layers|} = [Linear(2, 2)];
                private readonly Dictionary<string, Linear> {|TSG1005:heads|} = new() { ["a"] = Linear(2, 2) };
                public override Tensor forward(Tensor x) => heads["a"].call(layers[0].call(x));
            }
            """,
            """
            [Module]
            public partial class Model() : Module<Tensor, Tensor>("m")
            {
                [Submodule] private readonly List<Linear> layers = [Linear(2, 2)];
                [Submodule] private readonly Dictionary<string, Linear> heads = new() { ["a"] = Linear(2, 2) };
                public override Tensor forward(Tensor x) => heads["a"].call(layers[0].call(x));
            }
            """,
            RegisterCollectionFix.AttributeKey);

    [Fact]
    public Task Offers_nothing_for_a_tuple() =>
        Verify.VerifyNoFixAsync(
            """
            public class Model : Module<Tensor, Tensor>
            {
                private readonly (Linear A, Linear B) {|TSG1005:pair|} = (Linear(2, 2), Linear(2, 2));
                public Model() : base("m") => RegisterComponents();
                public override Tensor forward(Tensor x) => pair.A.call(pair.B.call(x));
            }
            """);

    /// <summary>Others could have a list that they were given, or use it for what a ModuleList is not.</summary>
    [Theory]
    [InlineData("public readonly List<Linear> {|TSG1005:layers|} = new();", "")]
    [InlineData("private readonly List<Linear> {|TSG1005:layers|} = new() { Linear(2, 2) };", "")]
    [InlineData("private readonly IList<Linear> {|TSG1005:layers|} = new List<Linear>();", "")]
    [InlineData("private readonly List<Linear> {|TSG1005:layers|} = new();", "layers.Reverse();")]
    [InlineData("private readonly List<Linear> {|TSG1005:layers|} = new();", "var others = layers;")]
    [InlineData("private readonly List<Linear> {|TSG1005:layers|} = new();", "Console.WriteLine(layers);")]
    public Task List_that_others_know_or_use_otherwise_stays_one(string field, string use) =>
        Verify.VerifyAsync(List(field, use), List(field, use), RegisterCollectionFix.ModuleListKey, passes: 0);

    [Theory]
    [InlineData("this.layers.Insert(0, Linear(2, 2));")]
    [InlineData("if (layers.Contains(null!)) { layers.Clear(); }")]
    [InlineData("int place = layers.IndexOf(layers[0]);")]
    public Task List_that_is_used_as_a_module_list_may_be_becomes_one(string use) =>
        Verify.VerifyAsync(
            List("private readonly List<Linear> {|TSG1005:layers|} = new();", use),
            List("private readonly ModuleList<Linear> layers = new();", use),
            RegisterCollectionFix.ModuleListKey);

    private static string List(string field, string use) =>
        $$"""
        public class Model : Module<Tensor, Tensor>
        {
            {{field}}
            public Model() : base("m") { layers.Add(Linear(2, 2)); RegisterComponents(); }
            public override Tensor forward(Tensor x) { {{use}} return layers[0].call(x); }
        }
        """;
}
