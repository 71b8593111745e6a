using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Declaration.DeclarationAnalyzer,
    TorchSharp.Generators.CodeFixes.Declaration.MakePartialFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class MakePartialFixTests
{
    [Fact]
    public Task Adds_partial_to_the_class_and_those_around_it() =>
        Verify.VerifyAsync(
            """
            // The book's model.
            public static class {|TSG0001:Outer|}
            {
                // A struct.
                struct {|TSG0001:Middle|}
                {
                    [Module] // declared
                    public class {|TSG0001:M|}() : nn.Module("m");
                }
            }
            """,
            """
            // The book's model.
            public static partial class Outer
            {
                // A struct.
                partial struct Middle
                {
                    [Module] // declared
                    public partial class M() : nn.Module("m");
                }
            }
            """);

    [Fact]
    public Task Fixes_several_in_two_files() =>
        Verify.VerifyAsync(
            [
                """
                [Module] class {|TSG0001:A|}() : nn.Module("m");

                class {|TSG0001:Outer|}
                {
                    [Module] sealed class {|TSG0001:B|}() : nn.Module("m");
                    [Module] ref partial struct {|TSG0002:S|};
                    [Module] abstract class {|TSG0001:C|}() : nn.Module("m");
                }
                """,
                "[Module] internal unsafe class {|TSG0001:D|}() : nn.Module(\"m\");",
            ],
            [
                """
                [Module] partial class A() : nn.Module("m");

                partial class Outer
                {
                    [Module] sealed partial class B() : nn.Module("m");
                    [Module] ref partial struct {|TSG0002:S|};
                    [Module] abstract partial class C() : nn.Module("m");
                }
                """,
                "[Module] internal unsafe partial class D() : nn.Module(\"m\");",
            ],
            compilerErrors: false);

    [Fact]
    public Task File_local_class_has_no_fix() =>
        Verify.VerifyNoFixAsync("[Module] file class {|TSG0001:M|}() : nn.Module(\"m\");");

    [Fact]
    public Task Class_in_a_file_local_one_has_no_fix() =>
        Verify.VerifyNoFixAsync("file class {|TSG0001:Outer|} { [Module] class {|TSG0001:M|}() : nn.Module(\"m\"); }");
}
