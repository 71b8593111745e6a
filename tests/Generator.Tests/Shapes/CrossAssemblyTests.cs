using System.Runtime.Loader;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>A base class that another assembly compiled: what it declares in private shows only when the program runs.</summary>
public sealed class CrossAssemblyTests : IDisposable
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private const string Library =
        """
        public partial class Generated() : Module("generated")
        {
            [Buffer] private Tensor mask = ones(1);
            public virtual Linear Head { get; } = Linear(1, 1, hasBias: false);
        }

        public class Between : Generated { }

        public class HandWritten : Module
        {
            private readonly Linear inner = Linear(1, 1, hasBias: false);
            public HandWritten() : base("hand-written") => _ = inner;
        }
        """;

    private readonly AssemblyLoadContext _context = new("cross-assembly", isCollectible: true);

    [Theory]
    [InlineData(
        "over a generated class", "class Derived : Generated { [Buffer] private Tensor table = ones(1); }", "mask", "table", "Head.weight")]
    [InlineData(
        "over a class above it", "class Derived : Between { [Buffer] private Tensor table = ones(1); }", "mask", "table", "Head.weight")]
    [InlineData(
        "over a hand-written class", "class Derived : HandWritten { [Buffer] private Tensor table = ones(1); }", "table", "inner.weight")]
    [InlineData("with an override", "class Derived : Generated { [Buffer] private Tensor table = ones(1); public override Linear Head { get; } = Linear(1, 2, hasBias: false); }", "mask", "table", "Head.weight")]
    public void Derived_class_has_the_state_of_both(string shape, string derived, params string[] keys)
    {
        using torch.nn.Module module = Load("public partial " + derived).Create("Derived");

        Assert.True(keys.SequenceEqual(module.state_dict().Keys), $"{shape}: {string.Join(", ", module.state_dict().Keys)}");
    }

    [Fact]
    public void Value_of_an_override_is_the_state()
    {
        using torch.nn.Module module = Load("[Module] public partial class Derived : Generated { public override Linear Head { get; } = Linear(1, 2, hasBias: false); }").Create("Derived");

        Assert.Equal([2, 1], module.state_dict()["Head.weight"].shape);
    }

    /// <summary>The private field of the base class is not in the reference, so no compiler can tell (TSG0007 cannot).</summary>
    [Fact]
    public void Key_of_a_private_member_that_is_declared_again_is_found_at_run_time()
    {
        Loaded derived = Load("public partial class Derived : Generated { [Buffer] private Tensor mask = ones(1); }");

        Exception thrown = Assert.ThrowsAny<Exception>(() => derived.Create("Derived"));
        Assert.Contains("attribute 'mask' already exists", thrown.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _context.Unload();

    private Loaded Load(string derived)
    {
        Loaded library = Loaded.From((Host.Default with { AssemblyName = "Library" }).Generate(Usings + Library), _context);
        return Loaded.From(
            (Host.Default with { References = [.. Host.Default.References, library.Reference] }).Generate(Usings + derived), _context);
    }
}
