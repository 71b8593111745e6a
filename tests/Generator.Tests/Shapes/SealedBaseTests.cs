using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>Code that overrides what a base class has sealed would be our error in a file that nobody wrote.</summary>
public class SealedBaseTests
{
    [Theory]
    [InlineData("protected sealed override void RegisterComponents() => base.RegisterComponents();", false)]
    [InlineData("public sealed override bool has_buffer(string target) => false;", false)]
    [InlineData("protected override void RegisterComponents() => base.RegisterComponents();", true)]
    [InlineData("public sealed override void eval() => base.eval();", true)]
    public void Class_is_generated_unless_its_base_has_sealed_what_we_override(string member, bool generated)
    {
        Generated result = Host.Default.Generate(
            $$"""
            using TorchSharp;
            using TorchSharp.Generators;

            public class Parent() : torch.nn.Module("parent") { {{member}} }

            public partial class Child : Parent { [Buffer] public torch.Tensor? mask; }

            public partial class Neighbor() : torch.nn.Module("neighbor") { [Buffer] public torch.Tensor? mask; }
            """).CompilesClean();

        Assert.Equal(generated ? 2 : 1, result.Files.Length);
    }

    /// <summary>A base with a mistake has no generated part that could be called.</summary>
    [Theory]
    [InlineData("public class Parent() : torch.nn.Module(\"parent\") { [Buffer] public torch.Tensor? table; }")]
    [InlineData("public partial class Parent() : torch.nn.Module(\"parent\") { [Buffer(\"a.b\")] public torch.Tensor? table; }")]
    public void Class_over_one_that_is_declared_and_not_generated_is_the_first_of_its_chain(string parent)
    {
        Generated result = Host.Default.Generate(
            $$"""
            using TorchSharp;
            using TorchSharp.Generators;

            {{parent}}

            public partial class Child : Parent { [Buffer] public torch.Tensor? mask; }
            """).CompilesClean();

        Assert.Contains("protected virtual void VisitState", Assert.Single(result.Files).SourceText.ToString(), StringComparison.Ordinal);
    }
}
