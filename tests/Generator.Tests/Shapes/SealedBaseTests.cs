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
}
