using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Registration.StaticTensorAnalyzer>;
using VerifyDeclaration = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<TorchSharp.Generators.Analyzers.Declaration.DeclarationAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests;

/// <summary><c>torchsharp_generators.exclude_types</c>, which <see cref="TorchAnalyzer"/> handles for all rules.</summary>
public class ExcludedTypesTests
{
    [Theory]
    [InlineData("Legacy")]
    [InlineData("Book.Legacy")]
    [InlineData("Elsewhere, Book.Legacy")]
    [InlineData("Elsewhere,Legacy , More")]
    public Task Excluded_type_and_what_is_in_it_do_not_trigger(string types) =>
        VerifyAsync(types, "mask", "inner", "{|TSG1008:other|}");

    [Theory]
    [InlineData("")]
    [InlineData("legacy")]
    [InlineData("Legac")]
    [InlineData("Book")]
    [InlineData("Library.Legacy")]
    public Task Types_of_other_names_trigger(string types) =>
        VerifyAsync(types, "{|TSG1008:mask|}", "{|TSG1008:inner|}", "{|TSG1008:other|}");

    [Fact]
    public Task Nested_type_is_excluded_by_its_full_name() =>
        VerifyAsync("Book.Legacy.Inner", "{|TSG1008:mask|}", "inner", "{|TSG1008:other|}");

    /// <summary>Nothing is generated for it, so it must not be silent.</summary>
    [Fact]
    public Task Declaration_errors_are_not_excluded() =>
        VerifyDeclaration.VerifyAsync(
            ["[Module] class {|TSG0001:Legacy|}() : nn.Module(\"l\");"], [], options: "torchsharp_generators.exclude_types = Legacy");

    private static Task VerifyAsync(string types, string mask, string inner, string other) =>
        Verify.VerifyAsync(
            [
                $$"""
                namespace Book;

                class Legacy() : nn.Module("l")
                {
                    static Tensor {{mask}} = zeros(2);
                    Tensor Use(Tensor x) => x + mask;

                    class Inner() : nn.Module("i") { static Tensor {{inner}} = zeros(2); Tensor Use(Tensor x) => x + inner; }
                }

                class Other() : nn.Module("o") { static Tensor {{other}} = zeros(2); Tensor Use(Tensor x) => x + other; }
                """,
            ],
            [],
            options: $"torchsharp_generators.exclude_types = {types}");
}
