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
            public Linear Computed => Head;
        }

        public class Between : Generated { public Linear Extra { get; } = Linear(1, 1, hasBias: false); }

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
        "over a class derived from it", "class Derived : Between { [Buffer] private Tensor table = ones(1); }", "mask", "table", "Head.weight", "<Extra>k__BackingField.weight")]
    [InlineData(
        "over a hand-written class", "class Derived : HandWritten { [Buffer] private Tensor table = ones(1); }", "table", "inner.weight")]
    [InlineData("with an override", "class Derived : Generated { [Buffer] private Tensor table = ones(1); public override Linear Head { get; } = Linear(1, 2, hasBias: false); }", "mask", "table", "Head.weight")]
    [InlineData(
        "with the name of a property of a hand-written class between",
        "class Derived : Between { [Submodule(\"Extra\")] private Linear own = Linear(1, 1, hasBias: false); }",
        "mask",
        "Head.weight",
        "Extra.weight",
        "<Extra>k__BackingField.weight")]
    [InlineData(
        "with the name of a computed property",
        "class Derived : Generated { [Submodule(\"Computed\")] private Linear own = Linear(1, 1, hasBias: false); }",
        "mask",
        "Head.weight",
        "Computed.weight")]
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

    /// <summary>What only friends see hides nothing from others (TSG0008).</summary>
    [Theory]
    [InlineData("Friend", 0)]
    [InlineData("Stranger", 1)]
    public void Internal_member_of_the_base_stands_in_the_way_of_friends_alone(string assembly, int files)
    {
        Loaded library = Loaded.From(
            (Host.Default with { AssemblyName = "Library" }).Generate(
                "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")]",
                Usings + "public class Parent() : Module(\"parent\") { internal void reset_buffers() { } }"),
            _context);
        Host host = Host.Default with { AssemblyName = assembly, References = [.. Host.Default.References, library.Reference] };

        Assert.Equal(files, host.Generate(Usings + "public partial class Child : Parent { [Buffer] public Tensor? mask; }").CompilesClean().Files.Length);
    }

    public void Dispose() => _context.Unload();

    private Loaded Load(string derived)
    {
        Loaded library = Loaded.From((Host.Default with { AssemblyName = "Library" }).Generate(Usings + Library), _context);
        return Loaded.From(
            (Host.Default with { References = [.. Host.Default.References, library.Reference] }).Generate(Usings + derived), _context);
    }
}
