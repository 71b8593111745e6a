using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Generator.Tests.Incrementality;

/// <summary>A declaration means something else after an edit of another file: its file has to be written anew.</summary>
public class EditElsewhereTests
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    [Theory]
    [InlineData(
        "the base class becomes generated",
        """public partial class Child() : Parent { [Buffer] private Tensor? mask; }""",
        """public partial class Parent() : Module("parent") { private Tensor? table; }""",
        """public partial class Parent() : Module("parent") { [Buffer] private Tensor? table; }""",
        "protected override void VisitState")]
    [InlineData(
        "the base class becomes hand-written",
        """public partial class Child() : Parent { [Buffer] private Tensor? mask; }""",
        """public partial class Parent() : Module("parent") { [Buffer] private Tensor? table; }""",
        """public partial class Parent() : Module("parent") { private Tensor? table; }""",
        "base.named_children")]
    [InlineData(
        "a constraint makes a field a module",
        """[Module] public partial class Block<TNorm>() : Module("block") { private TNorm? norm; [Buffer] private Tensor? mask; }""",
        """partial class Block<TNorm> where TNorm : class;""",
        """partial class Block<TNorm> where TNorm : Module;""",
        "visitor.Module(\"norm\", norm)")]
    [InlineData(
        "a type becomes a module",
        """[Module] public partial class Block() : Module("block") { private Norm? norm; }""",
        """public class Norm;""",
        """public class Norm() : Module("norm");""",
        "visitor.Module(\"norm\", norm)")]
    [InlineData(
        "the assembly chooses a naming policy",
        """public partial class Block() : Module("block") { [Buffer] private Tensor? rowMask; }""",
        """class Empty;""",
        """[assembly: StateNaming(StateNamingPolicy.SnakeCaseLower)]""",
        "visitor.Buffer(\"row_mask\"")]
    [InlineData(
        "the constant of a key changes",
        """public partial class Block() : Module("block") { [Buffer(Keys.Mask)] private Tensor? rowMask; }""",
        """static class Keys { public const string Mask = "old"; }""",
        """static class Keys { public const string Mask = "new"; }""",
        "visitor.Buffer(\"new\"")]
    [InlineData(
        "another part declares state",
        """[Module] public partial class Block() : Module("block") { [Buffer] private Tensor? mask; }""",
        """partial class Block;""",
        """partial class Block { [Parameter] private Parameter? scale; }""",
        "visitor.Parameter(\"scale\"")]
    [InlineData(
        "a class of the same name but for case appears",
        """public partial class Block() : Module("block") { [Buffer] private Tensor? mask; }""",
        """class Empty;""",
        """class block;""",
        "visitor.Buffer(\"mask\"")]
    public void Writes_the_file_anew(string edit, string declaration, string before, string after, string expected)
    {
        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(Host.Default.Compile(Usings + declaration, Usings + before));

        driver = driver.RunGenerators(Host.Default.Compile(Usings + declaration, Usings + after));

        Assert.True(Steps.OutputReasons(driver).Contains(IncrementalStepRunReason.Modified), edit);
        Assert.Contains(
            driver.GetRunResult().GeneratedTrees,
            tree => tree.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Writes_the_file_when_TorchSharp_is_referenced()
    {
        const string Declaration = """public partial class Block() : Module("block") { [Buffer] private Tensor? mask; }""";
        Host without = Host.Default with { References = [.. TestReferences.Framework, TestReferences.Runtime] };

        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(without.Compile(Usings + Declaration));
        Assert.Empty(driver.GetRunResult().GeneratedTrees);

        driver = driver.RunGenerators(Host.Default.Compile(Usings + Declaration));
        Assert.Equal([IncrementalStepRunReason.New], Steps.OutputReasons(driver));
    }

    [Fact]
    public void Removes_the_file_of_a_class_that_becomes_invalid()
    {
        const string Valid = """public partial class Block() : Module("block") { [Buffer] private Tensor? mask; }""";

        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(Host.Default.Compile(Usings + Valid));
        Assert.Single(driver.GetRunResult().GeneratedTrees);

        driver = driver.RunGenerators(Host.Default.Compile(Usings + Valid.Replace("partial ", "", StringComparison.Ordinal)));
        Assert.Empty(driver.GetRunResult().GeneratedTrees);
    }
}
