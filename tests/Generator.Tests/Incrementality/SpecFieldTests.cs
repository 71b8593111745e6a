using System.Reflection;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.SourceGeneration.Model;

namespace TorchSharp.Generators.Generator.Tests.Incrementality;

/// <summary>
/// An edit that changes one field of a spec and nothing else rewrites the file: a field that equality left out would be an edit
/// that the program does not see.
/// </summary>
public class SpecFieldTests
{
    private const string Source =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Book
        {
            public class Base : Module { public Base() : base("b") { } }

            public partial class Outer
            {
                [Module]
                public partial class Model : Module
                {
                    public Model() : base("m") { }

                    [Buffer("key")] public Tensor? Mask;
                    [Submodule] public Linear? One;
                    [Submodule] public Linear[]? Many;
                    [NotRegistered] public Tensor? Scratch;
                    [Parameter] public partial Parameter? Weight { get; set; }
                    [NotRegistered] public partial Tensor? Kept { get; set; }
                    [Buffer(Init = nameof(Build))] public Tensor? Table;

                    private Tensor Build() => ones(1);
                    private Tensor BuildToo() => ones(1);
                    private Tensor BuildOn(Device device) => ones(1);
                }
            }
        }
        """;

    /// <summary>The field, what is replaced, by what.</summary>
    public static TheoryData<string, string, string> Edits { get; } = new()
    {
        { "ModuleSpec.HintName", "partial class Outer", "partial class outer" },
        { "ModuleSpec.Namespace", "namespace Book", "namespace Look" },
        { "ModuleSpec.ContainingTypes", "partial class Outer", "partial struct Outer" },
        { "ModuleSpec.Header", "partial class Model :", "partial class Model<T> :" },
        { "ModuleSpec.State", "[Buffer(\"key\")]", "[Buffer(\"k.y\")]" },
        { "ModuleSpec.PartialProperties", "[NotRegistered] public partial Tensor? Kept { get; set; }", "" },
        { "StateSpec.FullName", "namespace Book", "namespace Look" },
        { "StateSpec.IsSealed", "public partial class Model", "public sealed partial class Model" },
        { "StateSpec.Base", "Model : Module\n", "Model : Base\n" },
        { "StateSpec.HidesSave", "private Tensor Build()", "public void save() { } private Tensor Build()" },
        { "StateSpec.PrintsTree", "private Tensor Build()", "public override string ToString() => \"\"; private Tensor Build()" },
        { "StateSpec.Members", "[Submodule] public Linear? One;", "" },
        { "MemberSpec.Reference", "Tensor? Mask;", "Tensor? Task;" },
        { "MemberSpec.Local", "public Tensor? Mask;", "public Tensor? Mask { get; set; }" },
        { "MemberSpec.Key", "\"key\"", "\"quay\"" },
        { "MemberSpec.Kind", "[Submodule] public Linear? One;", "[Parameter] public Parameter? One;" },
        { "MemberSpec.Depth", "public Linear[]? Many;", "public Linear[][]? Many;" },
        { "MemberSpec.Access", "public Tensor? Mask;", "public volatile Tensor? Mask;" },
        { "MemberSpec.IsNullable", "public Tensor? Mask;", "public Tensor Mask;" },
        { "MemberSpec.IsInterface", "public Linear? One;", "public IModule<Tensor, Tensor>? One;" },
        { "MemberSpec.Persistent", "[Buffer(\"key\")]", "[Buffer(\"key\", Persistent = false)]" },
        { "MemberSpec.KeepDtype", "[Buffer(\"key\")]", "[Buffer(\"key\", KeepDtype = true)]" },
        { "MemberSpec.Recipe", "[Buffer(Init = nameof(Build))]", "[Buffer]" },
        { "MemberSpec.Aliases", "[Buffer(\"key\")]", "[Buffer(\"key\", Aliases = new[] { \"old\" })]" },
        { "RecipeSpec.Method", "nameof(Build)", "nameof(BuildToo)" },
        { "RecipeSpec.TakesDevice", "private Tensor Build()", "private Tensor Build(Device device)" },
        { "PartialPropertySpec.Modifiers", "public partial Parameter?", "public virtual partial Parameter?" },
        { "PartialPropertySpec.Type", "public partial Parameter? Weight", "public partial Parameter Weight" },
        { "PartialPropertySpec.Name", "Tensor? Kept", "Tensor? Left" },
        { "PartialPropertySpec.Getter", "Kept { get; set; }", "Kept { private get; set; }" },
        { "PartialPropertySpec.Setter", "Weight { get; set; }", "Weight { get; private set; }" },
        { "PartialPropertySpec.Field", "[Buffer(\"key\")]", "[Buffer(\"k.y\")]" },
        { "PartialPropertySpec.IsState", "[NotRegistered] public partial", "[Buffer] public partial" },
        { "BackingFieldSpec.Name", "public Tensor? Scratch;", "public Tensor? Scratch, __Kept;" },
        { "BackingFieldSpec.Type", "public partial Tensor? Kept", "public partial int Kept" },
        { "BackingFieldSpec.IsStatic", "public partial Tensor? Kept", "public static partial Tensor? Kept" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_of_a_field_rewrites_the_file(string field, string before, string after)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        GeneratorDriver driver = Host.Default.CreateDriver().RunGenerators(Host.Default.Compile(Source));
        string old = Text(driver);

        driver = driver.RunGenerators(Host.Default.Compile(Source.Replace(before, after, StringComparison.Ordinal)));

        Assert.True(
            Steps.OutputReasons(driver).Any(static reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New),
            field);
        Assert.NotEqual(old, Text(driver));
    }

    [Fact]
    public void Each_field_has_its_edit() =>
        Assert.Equal(
            from type in new[]
            {
                typeof(ModuleSpec),
                typeof(StateSpec),
                typeof(MemberSpec),
                typeof(RecipeSpec),
                typeof(PartialPropertySpec),
                typeof(BackingFieldSpec)
            }
            from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            let name = $"{type.Name}.{property.Name}"
            orderby name
            select name,
            Edits.Select(static row => row.Data.Item1).Order());

    private static string Text(GeneratorDriver driver) =>
        string.Concat(
            driver.GetRunResult().Results.Single().GeneratedSources.Select(static file => file.HintName + "\n" + file.SourceText));
}
