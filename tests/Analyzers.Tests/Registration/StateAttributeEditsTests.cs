using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Conversion;
using TorchSharp.Generators.CodeFixes.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

public class StateAttributeEditsTests
{
    [Theory]
    [InlineData("using System;\nusing static System.Math;\n\nclass C;\n", "using System;\nusing TorchSharp.Generators;\nusing static System.Math;\n\nclass C;\n")]
    [InlineData("// Licence.\nusing static System.Math;\n\nclass C;\n", "// Licence.\nusing TorchSharp.Generators;\nusing static System.Math;\n\nclass C;\n")]
    [InlineData("// Licence.\nnamespace N;\n", "// Licence.\nusing TorchSharp.Generators;\n\nnamespace N;\n")]
    [InlineData("using TorchSharp.Generators;\nclass C;\n", "using TorchSharp.Generators;\nclass C;\n")]
    public void Using_is_added_once_and_comments_stay(string source, string expected) =>
        Assert.Equal(expected, StateAttributeEdits.AddUsing(SyntaxFactory.ParseCompilationUnit(source)).ToFullString());
}
