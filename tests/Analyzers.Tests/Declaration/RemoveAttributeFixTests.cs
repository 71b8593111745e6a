using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.RemoveAttributeFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class RemoveAttributeFixTests
{
    [Fact]
    public Task Removes_the_attributes_and_keeps_the_rest() =>
        Verify.VerifyAsync(
            """
            [Module]
            class {|TSG0002:C|}
            {
                /// <summary>The mask.</summary>
                [Buffer]
                private Tensor {|TSG0002:mask|} = zeros(2);

                [Obsolete, Buffer("k", Persistent = false)] [NotRegistered]
                public Tensor? {|TSG0002:Table|} { get; set; }

                // Two of one declaration.
                [Buffer] private Tensor? {|TSG0002:a|}, {|TSG0002:b|};
            }

            [Obsolete]
            [Module]
            sealed class {|TSG0002:D|};

            enum E
            {
                [Buffer]
                {|TSG0002:First|},
            }
            """,
            """
            class C
            {
                /// <summary>The mask.</summary>
                private Tensor mask = zeros(2);

                [Obsolete]
                public Tensor? Table { get; set; }

                // Two of one declaration.
                private Tensor? a, b;
            }

            [Obsolete]
            sealed class D;

            enum E
            {
                First,
            }
            """,
            passes: 6);

    [Fact]
    public Task Fixes_two_files() =>
        Verify.VerifyAsync(
            ["partial class C;", "[Module] partial class {|TSG0002:C|} { [Buffer] int {|TSG0002:x|} = 1; int Y => x; }"],
            ["partial class C;", "partial class C { int x = 1; int Y => x; }"]);
}
