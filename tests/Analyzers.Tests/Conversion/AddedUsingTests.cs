using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Conversion;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

public class AddedUsingTests
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
    [InlineData(
        "using System;\nusing TorchSharp;\nusing TorchSharp.Modules;\nusing static TorchSharp.torch;\n",
        "using System;\nusing TorchSharp;\nusing TorchSharp.Generators;\nusing TorchSharp.Modules;\nusing static TorchSharp.torch;\n")]
    [InlineData(
        "using TorchSharp;\nusing TorchSharp.Modules;\nusing App.Layers;\nusing System;\n",
        "using TorchSharp;\nusing TorchSharp.Generators;\nusing TorchSharp.Modules;\nusing App.Layers;\nusing System;\n")]
    [InlineData(
        "// Licence.\n\nusing TorchSharp.Modules;\nusing static TorchSharp.torch;\n",
        "// Licence.\n\nusing TorchSharp.Generators;\nusing TorchSharp.Modules;\nusing static TorchSharp.torch;\n")]
    [InlineData(
        "using System;\nusing System.Linq;\n\nusing TorchSharp.Modules;\n",
        "using System;\nusing System.Linq;\n\nusing TorchSharp.Generators;\nusing TorchSharp.Modules;\n")]
    [InlineData(
        "using System;\n#if NET\nusing System.IO;\n#endif\nusing TorchSharp.Modules;\n\nclass C;\n",
        "using System;\nusing TorchSharp.Generators;\n#if NET\nusing System.IO;\n#endif\nusing TorchSharp.Modules;\n\nclass C;\n")]
    [InlineData(
        "namespace N\n{\n    using System;\n    using TorchSharp.Modules;\n\n    class C;\n}\n",
        "namespace N\n{\n    using System;\n    using TorchSharp.Generators;\n    using TorchSharp.Modules;\n\n    class C;\n}\n")]
    [InlineData(
        "namespace N;\n\nusing static System.Math;\n\nclass C;\n",
        "namespace N;\n\nusing TorchSharp.Generators;\nusing static System.Math;\n\nclass C;\n")]
    [InlineData("global using System;\nusing TorchSharp;\n", "global using System;\nusing TorchSharp;\nusing TorchSharp.Generators;\n")]
    [InlineData(
        "using ToolGood.Utils;\nusing static TorchSharp.torch;\n",
        "using ToolGood.Utils;\nusing TorchSharp.Generators;\nusing static TorchSharp.torch;\n")]
    public void Using_stands_with_the_others_once_and_comments_stay(string source, string expected) =>
        Assert.Equal(expected, AddedUsing.In(SyntaxFactory.ParseCompilationUnit(source)).ToFullString());
}
