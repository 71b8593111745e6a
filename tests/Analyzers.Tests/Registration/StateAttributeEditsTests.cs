using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class StateAttributeEditsTests
{
    [Theory]
    [InlineData("readonly Tensor x;", "Tensor x;")]
    [InlineData("public Tensor X { get; }", "public Tensor X { get; private set; }")]
    [InlineData("internal Tensor X { get; }", "internal Tensor X { get; private set; }")]
    [InlineData("private protected Tensor X { get; }", "private protected Tensor X { get; private set; }")]
    [InlineData("private Tensor X { get; }", "private Tensor X { get; set; }")]
    [InlineData("Tensor X { get; }", "Tensor X { get; set; }")]
    [InlineData("public Tensor X { get; private init; }", "public Tensor X { get; private set; }")]
    [InlineData("public required Tensor X { get; init; }", "public required Tensor X { get; set; }")]
    [InlineData("public Tensor X { get; set; }", "public Tensor X { get; set; }")]
    public void What_generated_code_assigns_gets_a_setter_that_takes_no_right_away(string source, string expected) =>
        Assert.Equal(expected, StateAttributeEdits.MakeAssignable(SyntaxFactory.ParseMemberDeclaration(source)!).ToFullString());
}
