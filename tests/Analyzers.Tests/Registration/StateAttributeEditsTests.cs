using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class StateAttributeEditsTests
{
    [Theory]
    [InlineData(
        "using System;\nusing static System.Math;\n\nclass C;\n",
        "using System;\nusing TorchSharp.Generators;\nusing static System.Math;\n\nclass C;\n")]
    [InlineData(
        "// Licence.\nusing static System.Math;\n\nclass C;\n",
        "// Licence.\nusing TorchSharp.Generators;\nusing static System.Math;\n\nclass C;\n")]
    [InlineData("// Licence.\nnamespace N;\n", "// Licence.\nusing TorchSharp.Generators;\n\nnamespace N;\n")]
    [InlineData("using TorchSharp.Generators;\nclass C;\n", "using TorchSharp.Generators;\nclass C;\n")]
    [InlineData(
        "using System;\n#if NET\nusing System.IO;\n#endif\n\nclass C;\n",
        "using System;\nusing TorchSharp.Generators;\n#if NET\nusing System.IO;\n#endif\n\nclass C;\n")]
    [InlineData(
        "// Licence.\n#if !OLD\nusing System.IO;\n#else\nusing Old;\n#endif\n\nclass C;\n",
        "// Licence.\nusing TorchSharp.Generators;\n#if !OLD\nusing System.IO;\n#else\nusing Old;\n#endif\n\nclass C;\n")]
    [InlineData(
        "#if !OLD\nusing System;\n\nclass C;\n#endif\n", "#if !OLD\nusing System;\nusing TorchSharp.Generators;\n\nclass C;\n#endif\n")]
    public void Using_is_added_once_and_comments_stay(string source, string expected) =>
        Assert.Equal(expected, StateAttributeEdits.AddUsing(SyntaxFactory.ParseCompilationUnit(source)).ToFullString());

    [Theory]
    [InlineData("readonly Tensor x;", "Tensor x;")]
    [InlineData("public Tensor X { get; }", "public Tensor X { get; private set; }")]
    [InlineData("public Tensor X { get; private init; }", "public Tensor X { get; private set; }")]
    [InlineData("public required Tensor X { get; init; }", "public required Tensor X { get; set; }")]
    [InlineData("public Tensor X { get; set; }", "public Tensor X { get; set; }")]
    public void What_generated_code_assigns_gets_a_setter_that_takes_no_right_away(string source, string expected) =>
        Assert.Equal(expected, StateAttributeEdits.MakeAssignable(SyntaxFactory.ParseMemberDeclaration(source)!).ToFullString());
}
