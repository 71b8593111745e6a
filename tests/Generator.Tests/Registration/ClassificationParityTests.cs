using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.SourceGeneration.Registration;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Generator.Tests.Registration;

/// <summary>
/// What a member's type makes of it, said once by our classification and once by TorchSharp's own
/// <c>RegisterComponents</c>, which is run on it. Where the two differ on purpose, the row says why.
/// </summary>
public class ClassificationParityTests
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using TorchSharp;
        using TorchSharp.Modules;
        using TorchSharp.Utils;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public class Specimen<TModule>() : Module("specimen") where TModule : Module
        {
        """;

    /// <summary>The declaration; what TorchSharp makes of its value; what we say; under which key.</summary>
    public static TheoryData<string, string, string?, string?> Members { get; } = new()
    {
        { nameof(Specimen.tensor), "Tensor tensor = ones(1);", "Buffer", "Buffer" },
        { nameof(Specimen.nullable), "Tensor? nullable = ones(1);", "Buffer", "Buffer" },
        { nameof(Specimen.parameter), "Parameter parameter = new(ones(1));", "Parameter", "Parameter" },
        { nameof(Specimen.linear), "Linear linear = Linear(1, 1);", "Submodule", "Submodule" },
        { nameof(Specimen.module), "Module module = Linear(1, 1);", "Submodule", "Submodule" },
        { nameof(Specimen.callable), "Module<Tensor, Tensor> callable = Linear(1, 1);", "Submodule", "Submodule" },
        { nameof(Specimen.contract), "IModule<Tensor, Tensor> contract = Linear(1, 1);", "Submodule", "Submodule" },
        { nameof(Specimen.list), "ModuleList<Module> list = [];", "Submodule", "Submodule" },
        { nameof(Specimen.parameters), "new ParameterList parameters = new();", "Submodule", "Submodule" },
        { nameof(Specimen.generic), "TModule? generic;", "Submodule", "Submodule" },
        { nameof(Specimen.array), "Tensor[] array = [ones(1)];", null, null },
        { nameof(Specimen.lazy), "Lazy<Tensor> lazy = new(ones(1));", null, null },
        { nameof(Specimen.tuple), "(Tensor, Linear) tuple = (ones(1), Linear(1, 1));", null, null },
        { nameof(Specimen.device), "Device device = CPU;", null, null },
        { nameof(Specimen.number), "double number = 1;", null, null },
        { nameof(Specimen.fixedTensor), "readonly Tensor fixedTensor = ones(1);", "Buffer", "Buffer" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void Type_means_to_us_what_it_means_to_TorchSharp(string name, string declaration, string? registered, string? classified)
    {
        using var specimen = new Specimen();

        Assert.Equal(registered, specimen.KindOf(name));
        Assert.Equal(classified, Classify(name, declaration)?.ToString());
    }

    /// <summary>TorchSharp looks at the value; a declaration has only its type to go by.</summary>
    [Fact]
    public void Object_that_happens_to_hold_a_module_is_state_to_TorchSharp_only()
    {
        using var specimen = new Specimen();

        Assert.Equal("Submodule", specimen.KindOf(nameof(Specimen.anything)));
        Assert.Null(Classify("anything", "object anything = Linear(1, 1);"));
    }

    /// <summary>
    /// A Tensor field that holds a Parameter is a parameter to TorchSharp; we need it said: <c>[Parameter] Parameter</c>.
    /// </summary>
    [Fact]
    public void Tensor_that_happens_to_be_a_parameter_is_one_to_TorchSharp_only()
    {
        using var specimen = new Specimen();

        Assert.Equal("Parameter", specimen.KindOf(nameof(Specimen.disguised)));
        Assert.Equal(StateKind.Buffer, Classify("disguised", "Tensor disguised = new Parameter(ones(1));"));
    }

    [Fact]
    public void Static_member_is_state_to_nobody()
    {
        using var specimen = new Specimen();

        Assert.Null(specimen.KindOf(nameof(Specimen.shared)));
        Assert.False(MemberClassifier.HoldsValue(Member("shared", "static Tensor shared = ones(1);", out _)));
    }

    /// <summary>TorchSharp takes the compiler's name for the field behind a property, we that of the property.</summary>
    [Fact]
    public void Property_has_its_own_name_with_us_only()
    {
        using var specimen = new Specimen();

        Assert.Equal("Submodule", specimen.KindOf($"<{nameof(Specimen.Head)}>k__BackingField"));
        Assert.Equal("Head", KeyOf("Head", "Linear Head { get; } = Linear(1, 1);"));
    }

    [Fact]
    public void ComponentName_gives_both_the_key()
    {
        using var specimen = new Specimen();

        Assert.Equal("Submodule", specimen.KindOf("named"));
        Assert.Equal("Submodule", specimen.KindOf("named_property"));
        Assert.Equal("named", KeyOf("renamed", "[ComponentName(Name = \"named\")] Linear renamed = Linear(1, 1);"));
        Assert.Equal(
            "named_property",
            KeyOf("Renamed", "[field: ComponentName(Name = \"named_property\")] Linear Renamed { get; } = Linear(1, 1);"));
    }

    private static StateKind? Classify(string name, string declaration)
    {
        ISymbol member = Member(name, declaration, out TorchSymbols torch);
        return StateTypes.KindOf(MemberClassifier.TypeOf(member)!, torch);
    }

    private static string KeyOf(string name, string declaration) =>
        ModuleDeclaration.StateOf(Member(name, declaration, out TorchSymbols torch), torch)!.Key;

    private static ISymbol Member(string name, string declaration, out TorchSymbols torch)
    {
        Compilation compilation = Host.Default.Compile($"{Source} {declaration} }}");
        Assert.DoesNotContain(
            compilation.GetDiagnostics(),
            static diagnostic => diagnostic.Id.StartsWith("CS0103", StringComparison.Ordinal) || diagnostic.Id == "CS0246");
        torch = TorchSymbols.TryCreate(compilation)!;
        return compilation.GetTypeByMetadataName("Specimen`1")!.GetMembers(name).Single();
    }

    /// <summary>The members of the table, as TorchSharp sees them.</summary>
    private sealed class Specimen : Module
    {
        public static Tensor shared = ones(1);
        public Tensor tensor = ones(1);
        public Tensor? nullable = ones(1);
        public Parameter parameter = new(ones(1));
        public Linear linear = Linear(1, 1);
        public Module module = Linear(1, 1);
        public Module<Tensor, Tensor> callable = Linear(1, 1);
        public IModule<Tensor, Tensor> contract = Linear(1, 1);
        public ModuleList<Module> list = [];
        public new ParameterList parameters = new();
        public Module generic = Linear(1, 1);
        public Tensor[] array = [ones(1)];
        public Lazy<Tensor> lazy = new(ones(1));
        public (Tensor, Linear) tuple = (ones(1), Linear(1, 1));
        public Device device = CPU;
        public double number = 1;
        public readonly Tensor fixedTensor = ones(1);
        public object anything = Linear(1, 1);
        public Tensor disguised = new Parameter(ones(1));
        [ComponentName(Name = "named")] public Linear renamed = Linear(1, 1);

        public Specimen()
            : base("specimen") => RegisterComponents();

        public Linear Head { get; } = Linear(1, 1);

        [field: ComponentName(Name = "named_property")]
        public Linear Renamed { get; } = Linear(1, 1);

        public string? KindOf(string key) =>
            _internal_params.ContainsKey(key) ? nameof(StateKind.Parameter)
            : _internal_buffers.ContainsKey(key) ? nameof(StateKind.Buffer)
            : _internal_submodules.ContainsKey(key) ? nameof(StateKind.Submodule)
            : null;
    }
}
