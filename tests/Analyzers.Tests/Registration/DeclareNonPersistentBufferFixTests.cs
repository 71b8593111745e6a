using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Registration.NonPersistentBufferAnalyzer,
    TorchSharp.Generators.CodeFixes.Registration.DeclareNonPersistentBufferFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class DeclareNonPersistentBufferFixTests
{
    [Fact]
    public Task Call_becomes_an_attribute_and_the_class_is_generated() =>
        Verify.VerifyAsync(
            """
            class Outer
            {
                public class Net : nn.Module
                {
                    // Grows with the longest input.
                    private readonly Tensor cache = torch.ones(2);
                    private Tensor table = torch.ones(2);
                    private readonly Linear fc = Linear(2, 2);

                    public Net() : base("net")
                    {
                        {|TSG1007:register_buffer("cache", cache, persistent: false)|};
                        RegisterComponents();
                    }

                    public Tensor Apply(Tensor x) => x + cache;
                }
            }
            """,
            """
            partial class Outer
            {
                [Module]
                public partial class Net : nn.Module
                {
                    // Grows with the longest input.
                    [Buffer(Persistent = false)] private Tensor cache = torch.ones(2);
                    [Buffer] private Tensor table = torch.ones(2);
                    private readonly Linear fc = Linear(2, 2);

                    public Net() : base("net")
                    {
                    }

                    public Tensor Apply(Tensor x) => x + cache;
                }
            }
            """);

    [Fact]
    public Task All_calls_of_a_class_go_together() =>
        Verify.VerifyAsync(
            [Net("Net", "    {|TSG1007:register_buffer(\"cos\", cos, persistent: false)|};\n        {|TSG1007:register_buffer(\"_sin\", _sin, persistent: false)|};\n        RegisterComponents();\n    ", "", "", ""),
                Net("Other", "    {|TSG1007:register_buffer(\"cos\", cos, persistent: false)|};\n        {|TSG1007:register_buffer(\"_sin\", _sin, persistent: false)|};\n        RegisterComponents();\n    ", "", "", "")],
            [Net("Net", "", "[Module]\npartial ", "[Buffer(Persistent = false)] ", "[Buffer(Persistent = false)] "),
                Net("Other", "", "[Module]\npartial ", "[Buffer(Persistent = false)] ", "[Buffer(Persistent = false)] ")],
            passes: 2);

    [Fact]
    public Task Buffer_without_a_field_gets_one() =>
        Verify.VerifyAsync(
            """
            class Net : nn.Module
            {
                public Net() : base("net") { {|TSG1007:register_buffer("cache", torch.ones(2), persistent: false)|}; }
                public Tensor Apply(Tensor x) => x + get_buffer("cache")!;
            }
            """,
            """
            [Module]
            partial class Net : nn.Module
            {
                [Buffer(Persistent = false)] private Tensor cache;

                public Net() : base("net") { cache = torch.ones(2); }
                public Tensor Apply(Tensor x) => x + cache;
            }
            """);

    private static string Net(string name, string calls, string partial, string first, string second) =>
        $$"""
        {{partial}}class {{name}} : nn.Module
        {
            {{first}}private Tensor cos = torch.ones(2);
            {{second}}private Tensor _sin = torch.ones(2);

            public {{name}}() : base("net")
            {
            {{calls}}}

            public Tensor Rotate(Tensor x) => (x * cos) + (x * _sin);
        }
        """;
}
