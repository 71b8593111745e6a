using System.Reflection;
using TorchSharp.Generators.Runtime;
using TorchSharp.Generators.SourceGeneration.Emit;
using TorchSharp.Generators.SourceGeneration.Registration;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Generator.Tests.Registration;

/// <summary>The generator knows types by name only; here each name is held to the type that it means.</summary>
public class WellKnownNamesTests
{
    public static TheoryData<string, Type> Types { get; } = new()
    {
        { WellKnownNames.ModuleAttribute, typeof(ModuleAttribute) },
        { WellKnownNames.BufferAttribute, typeof(BufferAttribute) },
        { WellKnownNames.ParameterAttribute, typeof(ParameterAttribute) },
        { WellKnownNames.SubmoduleAttribute, typeof(SubmoduleAttribute) },
        { WellKnownNames.NotRegisteredAttribute, typeof(NotRegisteredAttribute) },
        { WellKnownNames.StateNamingAttribute, typeof(StateNamingAttribute) },
        { WellKnownNames.StatefulModule, typeof(IStatefulModule) },
        { WellKnownNames.Torch, typeof(torch) },
        { WellKnownNames.Module, typeof(torch.nn.Module) },
        { WellKnownNames.Tensor, typeof(torch.Tensor) },
        { WellKnownNames.Device, typeof(torch.Device) },
        { WellKnownNames.Parameter, typeof(TorchSharp.Modules.Parameter) },
        { WellKnownNames.ComponentNameAttribute, typeof(ComponentNameAttribute) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Name_is_that_of_the_type(string name, Type type) => Assert.Equal(type.FullName, name);

    [Fact]
    public void Assembly_is_TorchSharp() => Assert.Equal(WellKnownNames.TorchSharpAssembly, typeof(torch).Assembly.GetName().Name);

    [Fact]
    public void Every_name_is_held_to_something() =>
        Assert.Equal(
            Constants(typeof(WellKnownNames)).Order(StringComparer.Ordinal),
            [.. Types.Select(static row => row.Data.Item1)
                .Append(WellKnownNames.RuntimeNamespace)
                .Append(WellKnownNames.TorchSharpAssembly)
                .Order(StringComparer.Ordinal)]);

    [Theory]
    [InlineData(RuntimeNames.StatefulModule, typeof(IStatefulModule))]
    [InlineData(RuntimeNames.ModuleState, typeof(ModuleState))]
    [InlineData(RuntimeNames.StateVisitor, typeof(StateVisitor))]
    [InlineData(RuntimeNames.Module, typeof(torch.nn.Module))]
    [InlineData(RuntimeNames.Tensor, typeof(torch.Tensor))]
    [InlineData(RuntimeNames.Device, typeof(torch.Device))]
    [InlineData(RuntimeNames.Parameter, typeof(TorchSharp.Modules.Parameter))]
    [InlineData(RuntimeNames.ScalarType, typeof(torch.ScalarType))]
    public void Name_in_generated_code_is_that_of_the_type(string name, Type type) =>
        Assert.Equal("global::" + type.FullName!.Replace('+', '.'), name);

    [Theory]
    [InlineData(typeof(BufferAttribute), "Key", "Persistent", "KeepDtype", "Init", "Aliases")]
    [InlineData(typeof(ParameterAttribute), "Key", "Aliases")]
    [InlineData(typeof(SubmoduleAttribute), "Key", "Aliases")]
    [InlineData(typeof(NotRegisteredAttribute))]
    [InlineData(typeof(ModuleAttribute))]
    public void Attribute_has_the_properties_that_StateAttribute_reads_and_no_other(Type attribute, params string[] properties)
    {
        Assert.Equal(
            properties,
            attribute.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Select(static property => property.Name));
        Assert.All(
            attribute.GetConstructors().SelectMany(static constructor => constructor.GetParameters()),
            static parameter => Assert.Equal("key", parameter.Name));
    }

    [Theory]
    [InlineData(typeof(BufferAttribute), nameof(StateAttributeKind.Buffer))]
    [InlineData(typeof(ParameterAttribute), nameof(StateAttributeKind.Parameter))]
    [InlineData(typeof(SubmoduleAttribute), nameof(StateAttributeKind.Submodule))]
    [InlineData(typeof(NotRegisteredAttribute), nameof(StateAttributeKind.NotRegistered))]
    public void Attribute_is_called_as_its_kind(Type attribute, string kind) => Assert.Equal(kind + "Attribute", attribute.Name);

    [Fact]
    public void Policy_has_the_number_that_StateNaming_compares_with()
    {
        Assert.Equal(0, (int)StateNamingPolicy.Verbatim);
        Assert.Equal(1, (int)StateNamingPolicy.SnakeCaseLower);
        Assert.Equal(2, Enum.GetValues<StateNamingPolicy>().Length);
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public).Select(static field => (string)field.GetRawConstantValue()!);
}
