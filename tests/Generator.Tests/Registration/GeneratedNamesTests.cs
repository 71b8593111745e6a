using System.Reflection;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Generator.Tests.Registration;

/// <summary>The list by which a collision is found (TSG0008), the code that is written, and TorchSharp's class agree.</summary>
public class GeneratedNamesTests
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Generated s_generated = Host.Default.Generate(
        """
        using TorchSharp;
        using TorchSharp.Generators;

        public partial class Emitted() : torch.nn.Module("emitted") { [Buffer] public torch.Tensor? mask; }
        """).CompilesClean();

    private static INamedTypeSymbol Emitted => s_generated.Output.GetTypeByMetadataName("Emitted")!;

    [Fact]
    public void Listed_override_is_a_virtual_method_of_Module() =>
        Assert.All(
            GeneratedNames.Overrides.Where(static entry => entry.Name != "reset_buffers"),
            static entry => Assert.Contains(
                typeof(torch.nn.Module).GetMethods(Instance),
                method => method.IsVirtual && !method.IsFinal && (method.Name, Signature(method)) == entry));

    [Fact]
    public void Listed_name_of_our_own_is_not_one_of_TorchSharp() =>
        Assert.Empty(typeof(torch.nn.Module).GetMember("reset_buffers", Instance | BindingFlags.Static));

    [Fact]
    public void Listed_methods_are_those_that_are_written() =>
        Assert.Equal(
            GeneratedNames.Overrides.Append((GeneratedNames.VisitState, "StateVisitor")).Order(),
            Emitted.GetMembers()
                .Where(GeneratedFile.Declares)
                .OfType<IMethodSymbol>()
                .Where(static method => method is { MethodKind: MethodKind.Ordinary, Name: not ("save" or "ToString") })
                .Select(static method => (method.Name, Signature(method)))
                .Order());

    /// <summary>What stands for a collection is a module too, written by hand: all but what nobody calls on it.</summary>
    [Fact]
    public void A_collection_overrides_what_a_generated_class_does() =>
        Assert.Equal(
            GeneratedNames.Overrides.Where(static entry => !entry.Name.StartsWith("re", StringComparison.Ordinal)).Order(),
            typeof(ModuleAttribute).Assembly.GetType("TorchSharp.Generators.Runtime.Collections.CollectionModule")!
                .GetMethods(Instance | BindingFlags.DeclaredOnly)
                .Where(static method => method.IsVirtual && method.GetBaseDefinition().DeclaringType == typeof(torch.nn.Module))
                .Select(static method => (method.Name, Signature(method)))
                .Order());

    /// <summary>
    /// They are no overrides, and give way to a <c>save</c> that is written by hand: <see cref="GeneratedNames.HidesSave"/>.
    /// </summary>
    [Fact]
    public void Each_save_of_TorchSharp_is_hidden() =>
        Assert.Equal(
            typeof(torch.nn.Module).GetMethods()
                .Where(static method => method.Name == "save")
                .Select(static method =>
                    string.Join(" ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name.Split('`')[0])))
                .Order(),
            Emitted.GetMembers("save").OfType<IMethodSymbol>().Select(Signature).Order());

    [Fact]
    public void Written_override_is_one_of_TorchSharp_and_no_new_method() =>
        Assert.All(
            Emitted.GetMembers().Where(GeneratedFile.Declares)
                .OfType<IMethodSymbol>()
                .Where(static method => GeneratedNames.Collides(method, BaseKind.Torch)),
            static method => Assert.Equal(
                method.Name is not (GeneratedNames.VisitState or "reset_buffers"),
                method.OverriddenMethod?.ContainingType.ToDisplayString() == "TorchSharp.torch.nn.Module"));

    [Fact]
    public void Written_fields_and_properties_are_those_of_the_list() =>
        Assert.Equal(
            [GeneratedNames.State, GeneratedNames.StateProperty],
            Emitted.GetMembers()
                .Where(member => GeneratedFile.Declares(member)
                    && member is IFieldSymbol or IPropertySymbol { ExplicitInterfaceImplementations: [] })
                .Select(static member => member.Name));

    [Theory]
    [InlineData("public override void train(bool train = true) { }", false)]
    [InlineData("protected override void RegisterComponents() { }", true)]
    [InlineData("public void RegisterComponents(int count) { }", false)]
    [InlineData("public override torch.nn.Module apply(System.Action<torch.nn.Module> fn) => this;", true)]
    [InlineData("public void apply<T>(System.Action<T> fn) { }", false)]
    [InlineData("public void reset_buffers() { }", true)]
    [InlineData("public void reset_buffers(int seed) { }", false)]
    [InlineData("public int reset_buffers;", true)]
    [InlineData("public int __state;", true)]
    [InlineData("public int __State => 1;", true)]
    [InlineData("public void __State() { }", true)]
    [InlineData("public int VisitState;", true)]
    [InlineData("public void VisitState(TorchSharp.Generators.Runtime.StateVisitor visitor) { }", true)]
    [InlineData("public void VisitState() { }", false)]
    [InlineData("public class state_dict;", true)]
    public void Collision_is_a_member_that_would_not_compile_beside_ours(string member, bool collides)
    {
        Compilation compilation = Host.Default.Compile(
            $$"""
            using TorchSharp;
            public class Written() : torch.nn.Module("written") { {{member}} }
            """);
        ISymbol written = compilation.GetTypeByMetadataName("Written")!
            .GetMembers()
            .First(static symbol => !symbol.IsImplicitlyDeclared && symbol is not IMethodSymbol { MethodKind: not MethodKind.Ordinary });

        Assert.Equal(collides, GeneratedNames.Collides(written, BaseKind.Torch));
    }

    /// <summary>What somebody wrote himself, here or in a base, goes before what would be written.</summary>
    [Theory]
    [InlineData("public class Root : Module { public Root() : base(\"r\") { } }", "", true, true)]
    [InlineData("public class Root : Module { public Root() : base(\"r\") { } public void save() { } }", "", false, true)]
    [InlineData(
        "public class Root : Module { public Root() : base(\"r\") { } public override string ToString() => \"\"; }", "", true, false)]
    [InlineData("public class Root : Module { public Root() : base(\"r\") { } }", "public void save(int n) { }", false, true)]
    [InlineData("public class Root : Module { public Root() : base(\"r\") { } }", "public override string ToString() => \"\";", true, false)]
    public void Save_and_ToString_give_way_to_those_of_the_user(string root, string own, bool saves, bool prints)
    {
        string text = Host.Default.Generate(
            $$"""
            using TorchSharp;
            using TorchSharp.Generators;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            {{root}}
            public class Middle : Root { }
            public partial class Saved : Middle { [Buffer] public Tensor? mask; {{own}} }
            """).CompilesClean().Text;

        Assert.Equal(saves, text.Contains("Module save(", StringComparison.Ordinal));
        Assert.Equal(prints, text.Contains("string ToString()", StringComparison.Ordinal));
    }

    private static string Signature(MethodInfo method) =>
        string.Join(" ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name.Split('`')[0]));

    private static string Signature(IMethodSymbol method) =>
        string.Join(" ", method.Parameters.Select(static parameter => parameter.Type.Name));
}
