using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0001_ModuleClassMustBePartialTests
{
    [Theory]
    [InlineData("[Module] class {|TSG0001:M|}() : nn.Module(\"m\");")]
    [InlineData("public sealed class {|TSG0001:M|}() : nn.Module(\"m\") { [Buffer] private Tensor mask = zeros(2); }")]
    [InlineData("class {|TSG0001:M|}() : nn.Module(\"m\") { [Parameter] private Parameter w = nn.Parameter(zeros(2)); }")]
    [InlineData("class {|TSG0001:M|}() : nn.Module(\"m\") { [Submodule] private Linear fc = Linear(1, 1); }")]
    [InlineData("class {|TSG0001:M|}() : nn.Module(\"m\") { [NotRegistered] private Linear fc = Linear(1, 1); }")]
    [InlineData("namespace Book { [Module] abstract class {|TSG0001:M|}<T>() : nn.Module(\"m\") where T : nn.Module; }")]
    [InlineData("[Module] class {|TSG0001:M|}() : Module<Tensor, Tensor>(\"m\") { public override Tensor forward(Tensor x) => x; }")]
    [InlineData("class Base() : nn.Module(\"b\"); [Module] class {|TSG0001:M|} : Base;")]
    [InlineData("[Module] partial class Base() : nn.Module(\"b\"); [Module] class {|TSG0001:M|} : Base;")]
    public Task Class_without_partial_triggers(string source) => DeclarationVerifier.VerifyAsync(source);

    [Theory]
    [InlineData("class {|TSG0001:Outer|} { [Module] partial class M() : nn.Module(\"m\"); }")]
    [InlineData("struct {|TSG0001:Outer|} { [Module] partial class M() : nn.Module(\"m\"); }")]
    [InlineData("interface {|TSG0001:IOuter|} { [Module] partial class M() : nn.Module(\"m\"); }")]
    [InlineData("record {|TSG0001:Outer|} { [Module] partial class M() : nn.Module(\"m\"); }")]
    [InlineData("record struct {|TSG0001:Outer|} { [Module] partial class M() : nn.Module(\"m\"); }")]
    [InlineData("static class {|TSG0001:Outer|}<T> { partial class Middle { [Module] partial class M() : nn.Module(\"m\"); } }")]
    [InlineData("class {|TSG0001:Outer|} { class {|TSG0001:Middle|} { [Module] class {|TSG0001:M|}() : nn.Module(\"m\"); } }")]
    public Task Containing_type_without_partial_triggers(string source) => DeclarationVerifier.VerifyAsync(source);

    [Theory]
    [InlineData("[Module] partial class M() : nn.Module(\"m\");")]
    [InlineData("partial class Outer { partial struct Middle { partial record Inner { [Module] internal partial class M() : nn.Module(\"m\"); } } }")]
    [InlineData("partial interface IOuter<T> { [Module] public partial class M() : nn.Module(\"m\"); }")]
    [InlineData("partial record struct Outer { [Module] public partial class M() : nn.Module(\"m\"); }")]
    [InlineData("class M() : nn.Module(\"m\") { private Tensor mask = zeros(2); }")]
    [InlineData("class Outer { class M() : nn.Module(\"m\"); }")]
    [InlineData("namespace a.@class { [Module] partial class @struct<T>() : nn.Module(\"m\"); }")]
    public Task Partial_or_undeclared_class_does_not_trigger(string source) => DeclarationVerifier.VerifyAsync(source);

    [Fact]
    public Task File_local_class_triggers() =>
        DeclarationVerifier.VerifyAsync("[Module] file partial class {|TSG0001:M|}() : nn.Module(\"m\");");

    [Fact]
    public Task Class_in_file_local_class_triggers() =>
        DeclarationVerifier.VerifyAsync("file partial class {|TSG0001:Outer|} { [Module] public partial class M() : nn.Module(\"m\"); }");

    [Fact]
    public Task Parts_in_several_files_do_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            "partial class M { [Buffer] private Tensor first = zeros(2); }",
            "partial class M() : nn.Module(\"m\");",
            "partial class M { [Buffer] private Tensor second = zeros(2); }");

    [Fact]
    public Task The_part_without_partial_is_where_it_is_reported() =>
        DeclarationVerifier.VerifyAsync(
            "[Module] partial class M() : nn.Module(\"m\");",
            "class {|TSG0001:M|} { [Buffer] private Tensor mask = zeros(2); }");

    /// <summary>The part that top-level statements give to Program is no type declaration.</summary>
    [Fact]
    public Task Module_in_the_class_of_top_level_statements_does_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            [
                """
                System.Console.WriteLine();
                partial class Program { [Module] partial class M() : nn.Module("m"); }
                """,
            ],
            LanguageVersion.CSharp13,
            compiles: false);

    [Fact]
    public Task Types_that_differ_in_case_do_not_trigger() =>
        DeclarationVerifier.VerifyAsync(
            """
            [Module] partial class Block() : nn.Module("m");
            [Module] partial class block() : nn.Module("m");
            [Module] partial class BLOCK() : nn.Module("m");
            [Module] partial class Block<T>() : nn.Module("m");
            """);

    [Fact]
    public Task Class_and_namespace_of_one_path_are_told_apart() =>
        DeclarationVerifier.VerifyAsync(
            [
                "partial class Book { [Module] public partial class M() : nn.Module(\"m\"); }",
                "namespace Book { [Module] partial class M() : nn.Module(\"m\"); }",
            ],
            compiles: false);

    [Fact]
    public Task Attribute_on_two_parts_is_generated_once() =>
        DeclarationVerifier.VerifyAsync(
            ["[Module] partial class M() : nn.Module(\"m\");", "[Module] partial class M;"],
            compiles: false);
}
