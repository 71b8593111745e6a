using TorchSharp.Generators.CodeFixes.Declaration;
using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.KeepOneFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class KeepOneFixTests
{
    private const string Contradictions =
        """
        partial class M() : nn.Module("m")
        {
            [Buffer(Persistent = false)]
            [NotRegistered]
            private Tensor {|TSG0005:mask|} = zeros(2);

            [NotRegistered, Buffer] public Tensor {|TSG0005:Table|} { get; set; } = zeros(2);
        }
        """;

    [Fact]
    public Task Keeps_the_buffers() =>
        Verify.VerifyAsync(
            Contradictions,
            """
            partial class M() : nn.Module("m")
            {
                [Buffer(Persistent = false)]
                private Tensor mask = zeros(2);

                [Buffer] public Tensor Table { get; set; } = zeros(2);
            }
            """,
            KeepOneFix.Key);

    [Fact]
    public Task Keeps_them_unregistered() =>
        Verify.VerifyAsync(
            Contradictions,
            """
            partial class M() : nn.Module("m")
            {
                [NotRegistered]
                private Tensor mask = zeros(2);

                [NotRegistered] public Tensor Table { get; set; } = zeros(2);
            }
            """,
            KeepOneFix.NotRegisteredKey);

    /// <summary>To keep the other would be the next error.</summary>
    [Fact]
    public Task Offers_only_what_fits_the_type() =>
        Verify.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer, Parameter(\"w\")] private Parameter {|TSG0005:weight|} = nn.Parameter(zeros(2)); }",
            "partial class M() : nn.Module(\"m\") { [Parameter(\"w\")] private Parameter weight = nn.Parameter(zeros(2)); }");

    [Theory]
    [InlineData(KeepOneFix.Key, "[Buffer(\"a\")] private Tensor mask = zeros(2);")]
    [InlineData(
        KeepOneFix.ComponentNameKey,
        "[Buffer(Persistent = false), TorchSharp.Utils.ComponentName(Name = \"b\")] private Tensor mask = zeros(2);",
        ", Persistent = false")]
    public Task Keeps_one_of_two_keys(string kept, string member, string options = "") =>
        Verify.VerifyAsync(
            $"partial class M() : nn.Module(\"m\") {{ [Buffer(\"a\"{options}), TorchSharp.Utils.ComponentName(Name = \"b\")] private Tensor {{|TSG0005:mask|}} = zeros(2); }}",
            $"partial class M() : nn.Module(\"m\") {{ {member} }}",
            kept);
}
